// What may be wrong with the translations. No output, no exit: check-locales.mjs prints, the unit test asserts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const REFERENCE = 'en';
const LANGUAGES = ['en', 'pl', 'cs', 'el'];
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Texts that rightly read the same in English: names, abbreviations, loan words. By "language:namespace:key" or "namespace:key". */
const SAME_AS_ENGLISH = new Set(JSON.parse(readFileSync(new URL('same-as-english.json', import.meta.url), 'utf8')));

/** Enums of the API that no screen shows in words of its own. */
const UNSPOKEN_ENUMS = new Set(['ChangeKind', 'ColorScheme', 'CountPrecision', 'DiscountVerdict', 'HistorySubject', 'Permission', 'PriceStepKind']);

export function findProblems(frontend) {
  const bundles = Object.fromEntries(LANGUAGES.map((language) => [language, readBundle(frontend, language)]));
  return [
    ...LANGUAGES.flatMap((language) => [...compareKeys(bundles, language), ...checkTexts(bundles, language)]),
    ...checkUses(frontend, bundles[REFERENCE]),
    ...checkEnums(frontend, bundles[REFERENCE]),
  ];
}

/** "namespace:key" → text: those that every page needs, and those that lie beside each feature. */
function readBundle(frontend, language) {
  const texts = new Map();
  for (const [namespace, file] of [...sharedFiles(frontend, language), ...featureFiles(frontend, language)]) {
    if (existsSync(file)) flatten(JSON.parse(readFileSync(file, 'utf8')), `${namespace}:`, '', texts);
  }
  return texts;
}

function sharedFiles(frontend, language) {
  const folder = join(frontend, 'src/i18n/locales', language);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.map((name) => [name.replace('.json', ''), join(folder, name)]);
}

function featureFiles(frontend, language) {
  const folder = join(frontend, 'src/features');
  return readdirSync(folder).map((feature) => [feature, join(folder, feature, 'texts', `${language}.json`)]);
}

function flatten(node, namespace, path, texts) {
  for (const [key, value] of Object.entries(node)) {
    const full = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'object' && value !== null) flatten(value, namespace, full, texts);
    else texts.set(namespace + full, value);
  }
}

function stems(texts) {
  return new Set([...texts.keys()].map((key) => key.replace(PLURAL, '')));
}

function compareKeys(bundles, language) {
  const problems = [];
  const mine = stems(bundles[language]);
  const theirs = stems(bundles[REFERENCE]);
  for (const key of theirs) if (!mine.has(key)) problems.push(`${language}: missing ${key}`);
  for (const key of mine) if (!theirs.has(key)) problems.push(`${language}: ${key} is not in ${REFERENCE}`);
  return [...problems, ...checkPlurals(bundles, language)];
}

/** A text with a count needs every form that the language has, and no other. */
function checkPlurals(bundles, language) {
  const problems = [];
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const plural = new Set([...bundles[REFERENCE].keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')));
  for (const stem of plural) {
    for (const form of wanted) {
      if (!bundles[language].has(`${stem}_${form}`)) problems.push(`${language}: missing plural ${stem}_${form}`);
    }
  }
  for (const key of bundles[language].keys()) {
    const form = PLURAL.exec(key)?.[1];
    if (form && !wanted.includes(form)) problems.push(`${language}: ${key} is a plural form that the language does not have`);
  }
  return problems;
}

function checkTexts(bundles, language) {
  const problems = [];
  for (const [key, text] of bundles[language]) {
    if (typeof text !== 'string' || text.trim() === '') {
      problems.push(`${language}: ${key} is empty`);
      continue;
    }
    const english = bundles[REFERENCE].get(key) ?? bundles[REFERENCE].get(key.replace(PLURAL, '_other'));
    if (english === undefined) continue;
    if (variables(english) !== variables(text)) problems.push(`${language}: ${key} has other {{variables}} than ${REFERENCE}`);
    const isAllowed = SAME_AS_ENGLISH.has(key) || SAME_AS_ENGLISH.has(`${language}:${key}`);
    if (language !== REFERENCE && text === english && !isAllowed) problems.push(`${language}: ${key} is still English`);
  }
  return problems;
}

/** The names between braces; {{count}} may be left out where the language says the number in words. */
function variables(text) {
  const names = [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]).filter((name) => name !== 'count');
  return [...new Set(names)].sort().join();
}

/** Every literal t('…') of a file exists, in the namespace of its useTranslation or in the one it names. */
function checkUses(frontend, texts) {
  const known = stems(texts);
  const problems = [];
  for (const file of sourceFiles(join(frontend, 'src'))) {
    const source = readFileSync(file, 'utf8');
    const namespace = /useTranslation\(\s*\[?\s*'(\w+)'/.exec(source)?.[1] ?? 'common';
    for (const use of [...usedKeys(source), ...factKeys(file, source)]) {
      const full = use.key.includes(':') ? use.key : `${namespace}:${use.key}`;
      const exists = use.isPrefix ? [...known].some((key) => key.startsWith(full)) : known.has(full);
      if (!exists) problems.push(`${file.replace(`${frontend}/`, '')}: no text ${full}${use.isPrefix ? '…' : ''}`);
    }
  }
  return problems;
}

function* usedKeys(source) {
  for (const match of source.matchAll(/\bt\(\s*'([^']+)'/g)) yield { key: match[1], isPrefix: false };
  for (const match of source.matchAll(/\bi18nKey="([^"]+)"/g)) yield { key: match[1], isPrefix: false };
  for (const match of source.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)) yield { key: match[1], isPrefix: true };
}

/** The labels of the facts that a page shows: fields={['name', …]} in a feature is its "field.name". */
function* factKeys(file, source) {
  const feature = /features\/(\w+)\//.exec(file)?.[1];
  if (!feature) return;
  for (const [, fields] of source.matchAll(/\bfields=\{\[([^}]*)\]\}/g)) {
    for (const [, field] of fields.matchAll(/'(\w+)'/g)) yield { key: `${feature}:field.${field}`, isPrefix: false };
  }
}

function* sourceFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['gen', 'locales', 'texts'].includes(entry.name)) yield* sourceFiles(path);
    else if (/\.tsx?$/.test(entry.name) && !entry.name.includes('.test.')) yield path;
  }
}

/** Every value of every enum of the API has a word. */
function checkEnums(frontend, texts) {
  const problems = [];
  const folder = join(frontend, 'src/gen/kartoteka/v1');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const source = readFileSync(join(folder, file), 'utf8');
    for (const [, name, body] of source.matchAll(/export enum (\w+) \{([^}]*)\}/g)) {
      if (UNSPOKEN_ENUMS.has(name)) continue;
      for (const [, value] of body.matchAll(/^\s*([A-Z][A-Z0-9_]*) = /gm)) {
        if (value !== 'UNSPECIFIED' && !texts.has(`enums:${name}.${value}`)) problems.push(`${REFERENCE}: missing enums:${name}.${value}`);
      }
    }
  }
  return problems;
}
