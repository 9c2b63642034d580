import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../../../public/locales/en.json';
import { fetchLocale } from './fetchLocale.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** The languages, apart from English, that have a file in `public/locales`. */
const translatedLanguages: readonly string[] = [];

/** Milliseconds that the first screen waits for another language. Then it is shown in English. */
const maxWaitMs = 2_000;

/**
 * Starts i18next. English is part of the app. Other languages are files, and the page is in English until the file is there.
 */
export async function startI18n({
  preferred = navigator.language,
  translated = translatedLanguages,
}: { preferred?: string; translated?: readonly string[] } = {}): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes what it renders. If i18next did, too, the user would see entities.
    interpolation: { escapeValue: false },
  });
  setDocumentLanguage(instance);
  const language = translated.find((known) => preferred.toLowerCase().startsWith(known));
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

/** Sets `lang` and `dir` of the document for the browser and screen readers. */
function setDocumentLanguage(instance: i18n): void {
  document.documentElement.lang = instance.language;
  document.documentElement.dir = instance.dir();
}
