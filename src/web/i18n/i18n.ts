import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json';
import { fetchLocale } from './fetchLocale.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** The languages, apart from English, that have a file in `src/web/locales`. */
const translatedLanguages: readonly string[] = [];

/** Milliseconds that the first screen waits for another language. After this time the screen appears in English. */
const maxWaitMs = 2_000;

interface I18nOptions {
  /** The user's language as a BCP 47 tag. By default, the language of the browser. */
  preferred?: string;
  /** The languages that have a file. By default, `translatedLanguages`. */
  translated?: readonly string[];
}

/**
 * Starts i18next. English is part of the app. Each other language is a file, and the page is in English until that file has
 * arrived.
 */
export async function startI18n({
  preferred = navigator.language,
  translated = translatedLanguages,
}: I18nOptions = {}): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes the texts. If i18next also escaped them, the user would see HTML entities.
    interpolation: { escapeValue: false },
  });
  setDocumentLanguage(instance);
  const language = translated.find((candidate) => preferred.toLowerCase().startsWith(candidate));
  if (language) {
    const loading = loadLocale(instance, language);
    await Promise.race([loading, new Promise((resolve) => setTimeout(resolve, maxWaitMs))]);
  }
  return instance;
}

async function loadLocale(instance: i18n, language: string): Promise<void> {
  const texts = await fetchLocale(language);
  if (!texts) return;
  instance.addResourceBundle(language, 'translation', texts);
  await instance.changeLanguage(language);
  setDocumentLanguage(instance);
}

/** Tells the browser and screen readers the language of the page and its writing direction. */
function setDocumentLanguage(instance: i18n): void {
  document.documentElement.lang = instance.language;
  document.documentElement.dir = instance.dir();
}
