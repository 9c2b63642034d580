import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type en from '../../../public/locales/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Languages with a file in `public/locales`. English is the reference: the others are typed after it. */
const languages = ['en'];

/** Fetches the words and starts i18next with them. @throws when the file cannot be had: there is nothing to show. */
export async function startI18n(): Promise<i18n> {
  const language = languages.find((known) => navigator.language.startsWith(known)) ?? 'en';
  const response = await fetch(`/locales/${language}.json`);
  if (!response.ok) throw new Error(`/locales/${language}.json: ${response.status}`);
  const translation = (await response.json()) as typeof en;
  document.documentElement.lang = language;
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation } },
    // React escapes what it renders; escaping twice would show entities.
    interpolation: { escapeValue: false },
  });
  return instance;
}
