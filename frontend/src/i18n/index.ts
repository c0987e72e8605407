import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage, languages, rememberLanguage, type Language } from './languages';

export { languageNames, languages, isLanguage, type Language } from './languages';
export { useFormat, type Format } from './format';
export { useCountryOptions } from './countries';
export { enumLabel, useEnumLabel, useEnumOptions } from './enums';
export { usePeriodText } from './period';
export { ReasonText, useReason } from './reasons';

type Texts = Record<string, ResourceKey>;

/** What every page needs; one chunk per language. */
const shared = ['common', 'enums', 'reasons'];
const sharedTexts = import.meta.glob<Texts>('./locales/*/index.ts', { import: 'default' });

/** The texts of each feature, which come with its code: a namespace is called as its folder. */
const featureTexts = import.meta.glob<Texts>('../features/*/texts/*.json', { import: 'default' });

/** Switching the language loads again the texts of the pages that were opened. */
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
  const feature = featureTexts[`../features/${namespace}/texts/${language}.json`];
  if (feature) return feature();
  const texts = await sharedTexts[`./locales/${language}/index.ts`]?.();
  return texts?.[namespace] ?? {};
}

/** Loads code and, at the same time, the texts of the features that it shows. */
export function withTexts<Module>(load: () => Promise<Module>, ...features: string[]): () => Promise<Module> {
  return async () => {
    const [module] = await Promise.all([load(), loadTexts(...features)]);
    return module;
  };
}

export async function loadTexts(...features: string[]): Promise<void> {
  await i18next.loadNamespaces(features);
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
      ns: shared,
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
