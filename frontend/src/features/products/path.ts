/** No name of a category holds this character. */
const SEPARATOR = '\u001f';

/** The path of a category as one text, for inputs that hold texts. */
export function joinPath(names: readonly string[]): string {
  return names.join(SEPARATOR);
}

export function splitPath(path: string): string[] {
  return path === '' ? [] : path.split(SEPARATOR);
}

/** Tools › Saws */
export function categoryText(names: readonly string[]): string {
  return names.join(' › ');
}
