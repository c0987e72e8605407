/** One step of a path in a contractor record. */
export interface FieldStep {
  /** JSON name of a field: "addresses". */
  name: string;
  /** Which of a list, counted from one as people count. */
  position?: number;
}

/** "addresses[0].country" → addresses no. 1, country. An empty path means the record as a whole. */
export function fieldSteps(path: string): FieldStep[] {
  return path
    .split('.')
    .filter(Boolean)
    .map((part) => {
      const [, name = part, index] = /^([^[]*)\[(\d+)\]$/.exec(part) ?? [];
      return index === undefined ? { name } : { name, position: Number(index) + 1 };
    });
}
