// Fails when the first page costs more than its budget: what a browser must fetch before the customers are on the screen.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KIB = 1024;
const budgets = { js: 320 * KIB, css: 25 * KIB, lazyChunk: 130 * KIB };
const firstRoute = ['src/features/customers/pages.ts', 'src/features/customers/texts/el.json', 'src/i18n/locales/el/index.ts'];

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
const first = new Set();
for (const key of [entry, ...firstRoute]) {
  if (!manifest[key]) throw new Error(`${key} is not in the manifest: has it moved?`);
  closure(key, first);
}

const styles = new Set([...first].flatMap((key) => manifest[key].css ?? []));
const js = [...first].reduce((sum, key) => sum + size(manifest[key].file), 0);
const css = [...styles].reduce((sum, file) => sum + size(file), 0);
const lazy = Object.keys(manifest)
  .filter((key) => !first.has(key) && manifest[key].file.endsWith('.js'))
  .map((key) => ({ key, bytes: size(manifest[key].file) }))
  .sort((a, b) => b.bytes - a.bytes)[0];

const checks = [
  ['first load, JS', js, budgets.js],
  ['first load, CSS', css, budgets.css],
  [`largest lazy chunk (${lazy?.key ?? 'none'})`, lazy?.bytes ?? 0, budgets.lazyChunk],
];
for (const [name, bytes, budget] of checks) {
  const verdict = bytes <= budget ? 'ok' : 'TOO LARGE';
  console.log(`${verdict.padEnd(10)}${name}: ${(bytes / KIB).toFixed(1)} of ${budget / KIB} KiB gzipped`);
}
process.exitCode = checks.every(([, bytes, budget]) => bytes <= budget) ? 0 : 1;
