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

/** Languages other than English with a file in `public/locales`, typed after the English one. */
const translatedLanguages: readonly string[] = [];

/** Milliseconds until the page shows in English rather than wait for the words of another language. */
const firstWaitMs = 2_000;

/**
 * Starts i18next. English is part of the app, so there are words whatever the network does. Another language comes from
 * a file; while that is slow or missing the page is in English.
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
    // React escapes what it renders; escaping twice would show entities.
    interpolation: { escapeValue: false },
  });
  announce(instance);
  const language = translated.find((known) => preferred.toLowerCase().startsWith(known));
  if (language) {
    const arrival = takeLocale(instance, language);
    await Promise.race([arrival, new Promise((resolve) => setTimeout(resolve, firstWaitMs))]);
  }
  return instance;
}

async function takeLocale(instance: i18n, language: string): Promise<void> {
  const words = await fetchLocale(language);
  if (!words) return;
  instance.addResourceBundle(language, 'translation', words);
  await instance.changeLanguage(language);
  announce(instance);
}

/** Tells the browser and screen readers which language the page is in, and which way it is written. */
function announce(instance: i18n): void {
  document.documentElement.lang = instance.language;
  document.documentElement.dir = instance.dir();
}
