// Fails when a first page costs more than its budget: what a browser must fetch before somebody can sign in, and before
// the customers are on the screen. e2e/weight.spec.ts holds what a browser really fetches against the same.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KIB = 1024;
const budgets = { css: 25 * KIB, lazyChunk: 130 * KIB };
// Greek is the heaviest language.
const shared = ['src/i18n/locales/el/index.ts'];
const firstRoutes = [
  { name: 'sign-in', js: 230 * KIB, roots: ['src/features/session/pages.ts'] },
  { name: 'customers', js: 300 * KIB, roots: ['src/features/customers/pages.ts', 'src/features/customers/texts/el.json'] },
];
/** What checks forms is large: it comes with the first form, never with a page. */
const never = 'src/rpc/validator.ts';

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** The chunk and everything that it imports statically. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of manifest[key].imports ?? []) closure(imported, seen);
  return seen;
}

function size(file) {
  return gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);

/** The chunks of a first page: those that its roots reach without a lazy import. */
function chunksOf(roots) {
  const chunks = new Set();
  for (const key of [entry, ...shared, ...roots]) {
    if (!manifest[key]) throw new Error(`${key} is not in the manifest: has it moved?`);
    closure(key, chunks);
  }
  if (chunks.has(never)) throw new Error(`${never} has come into a first page`);
  return [...chunks];
}

function sum(files) {
  return [...new Set(files)].reduce((bytes, file) => bytes + size(file), 0);
}

const pages = firstRoutes.map((route) => ({ ...route, chunks: chunksOf(route.roots) }));
const first = new Set(pages.flatMap(({ chunks }) => chunks));
const lazy = Object.keys(manifest)
  .filter((key) => !first.has(key) && manifest[key].file.endsWith('.js'))
  .map((key) => ({ key, bytes: size(manifest[key].file) }))
  .sort((a, b) => b.bytes - a.bytes)[0];

const checks = [
  ...pages.flatMap(({ name, js, chunks }) => [
    [`${name}, JS`, sum(chunks.map((key) => manifest[key].file)), js],
    [`${name}, CSS`, sum(chunks.flatMap((key) => manifest[key].css ?? [])), budgets.css],
  ]),
  [`largest lazy chunk (${lazy?.key ?? 'none'})`, lazy?.bytes ?? 0, budgets.lazyChunk],
];
for (const [name, bytes, budget] of checks) {
  const verdict = bytes <= budget ? 'ok' : 'TOO LARGE';
  console.log(`${verdict.padEnd(10)}${name}: ${(bytes / KIB).toFixed(1)} of ${budget / KIB} KiB gzipped`);
}
process.exitCode = checks.every(([, bytes, budget]) => bytes <= budget) ? 0 : 1;
