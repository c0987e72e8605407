export function findProblems(frontend: string): string[];
