// Fails when a text is missing, empty, in the wrong plural form, still English, or used without being there.
import { fileURLToPath } from 'node:url';
import { findProblems } from './locales.mjs';

const problems = findProblems(fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, ''));
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'Translations are complete.' : `${problems.length} problems in the translations.`);
process.exitCode = problems.length === 0 ? 0 : 1;
