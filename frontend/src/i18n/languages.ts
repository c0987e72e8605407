/** The languages of the admin, each by its own name: a person who cannot read the present one must find theirs. */
export const languages = ['en', 'pl', 'cs', 'el'] as const;

export type Language = (typeof languages)[number];

export const languageNames: Record<Language, string> = {
  en: 'English',
  pl: 'Polski',
  cs: 'Čeština',
  el: 'Ελληνικά',
};

const STORAGE_KEY = 'kartoteka-language';

export function isLanguage(value: string | undefined): value is Language {
  return languages.some((language) => language === value);
}

/** The language last used on this device, else the first of the browser's that we speak, else English. */
export function initialLanguage(): Language {
  const candidates = [readStored(), ...navigator.languages.map((tag) => tag.split('-')[0])];
  return candidates.find(isLanguage) ?? 'en';
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // A browser that forbids storage starts in its own language next time.
  }
}

function readStored(): string | undefined {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}
