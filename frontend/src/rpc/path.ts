/**
 * Field paths are written "addresses.1.postalCode" everywhere in the admin: as form names, as error keys and as labels.
 * The server writes "customer.addresses[1].postalCode"; protobuf names may come with underscores.
 */
export function normalizePath(path: string): string {
  return path
    .replace(/\[(?:"([^"]*)"|(\w+))\]/g, (_, quoted: string | undefined, plain: string | undefined) => `.${quoted ?? plain ?? ''}`)
    .replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^\./, '');
}

/** The path inside the message that a request field holds, or undefined when it lies outside. */
export function stripPrefix(path: string, prefix: string): string | undefined {
  if (prefix === '') return path;
  if (path === prefix) return '';
  return path.startsWith(`${prefix}.`) ? path.slice(prefix.length + 1) : undefined;
}
