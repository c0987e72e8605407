import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage, isLanguage, languages, rememberLanguage, type Language } from './languages';

export { languageNames, languages, isLanguage, type Language } from './languages';
export { useFormat, type Format } from './format';
export { useCountryOptions } from './countries';
export { enumLabel, useEnumLabel, useEnumOptions } from './enums';
export { ReasonText, useReason } from './reasons';

type Bundle = Record<string, ResourceKey>;

const bundles: Record<Language, () => Promise<{ default: Bundle }>> = {
  en: () => import('./locales/en'),
  pl: () => import('./locales/pl'),
  cs: () => import('./locales/cs'),
  el: () => import('./locales/el'),
};

/** The texts of the shell and of the first page; one chunk per language. */
const first = ['common', 'enums', 'reasons', 'customers'];

/** The texts of further pages, each a file of its own that comes with the page. */
const further = import.meta.glob<ResourceKey>('./locales/*/{access,discounts,erp,groups,settings}.json', { import: 'default' });

/** Switching the language loads the texts of the pages that were opened, and the first visit only its own. */
const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    readNamespace(language, namespace).then(
      (texts) => done(null, texts),
      (cause: unknown) => done(cause instanceof Error ? cause : String(cause), false),
    );
  },
};

async function readNamespace(language: string, namespace: string): Promise<ResourceKey> {
  if (!isLanguage(language)) return {};
  const page = further[`./locales/${language}/${namespace}.json`];
  if (page) return page();
  const bundle = await bundles[language]();
  return bundle.default[namespace] ?? {};
}

/** Loads the texts of a page beside its code. */
export async function loadTexts(...namespaces: string[]): Promise<void> {
  await i18next.loadNamespaces(namespaces);
}

export async function startI18n(language: Language = initialLanguage()): Promise<typeof i18next> {
  i18next.on('languageChanged', (tag) => {
    document.documentElement.lang = tag;
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: languages,
      fallbackLng: false,
      ns: first,
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnEmptyString: false,
    });
  return i18next;
}

/** Switches every text on the screen at once, and remembers the choice on this device. */
export async function setLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}
