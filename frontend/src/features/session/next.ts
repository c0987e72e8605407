/** A path of this very site to return to after signing in; anything else is ignored, or it could lead a person astray. */
export function safeNext(next: string | undefined): string | undefined {
  if (next === undefined || !next.startsWith('/')) return undefined;
  const base = 'https://kartoteka.invalid';
  try {
    const url = new URL(next, base);
    return url.origin === base && url.pathname !== '/sign-in' ? `${url.pathname}${url.search}${url.hash}` : undefined;
  } catch {
    return undefined;
  }
}
