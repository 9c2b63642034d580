import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import english from 'virtual:locales/english-first';
import { firstFiles, restFiles } from 'virtual:locales/files';
import * as z from 'zod/mini';
import type en from '../locales/en.json';
import { createStoredValue } from '../base/storedValue.ts';
import { withTimeout } from '../base/withTimeout.ts';
import { chooseLanguage, forgetVisitLanguage } from './chooseLanguage.ts';
import { setDocumentLanguage } from './supportedLanguages.ts';
import { valueFormatter } from './formatValue.ts';
import { fetchWords } from './fetchWords.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Milliseconds that a screen waits for words of another language, before it appears in English. */
const maxWaitMs = 2_000;

/**
 * The addresses of the words of all languages except English, by BCP 47 tag: those of the first screen, and the rest, which the
 * signed-in part of the app needs.
 */
type WordFiles = Readonly<Record<'first' | 'rest', Readonly<Record<string, string>>>>;

/** Creates the languages of the page. @param files by default, the files of this build. Tests give other files. */
export function createLanguages(files: WordFiles = { first: firstFiles, rest: restFiles }) {
  const instance = createInstance();
  void instance
    .use(initReactI18next)
    .use(valueFormatter)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      resources: { en: { translation: english } },
      // The English words are here already, so the instance is ready at once.
      initAsync: false,
      interpolation: {
        // React escapes the texts. If i18next also escaped them, the user would see HTML entities.
        escapeValue: false,
        alwaysFormat: true,
      },
    });
  const choice = createStoredValue('language', z.nullable(z.string()), null);
  /** The language that the page shows, or is about to show. */
  let wanted = 'en';
  let isRestNeeded = false;
  /** Whether words have arrived, by the address of their file. */
  const arrivals = new Map<string, Promise<boolean>>();

  const load = (language: string, part: keyof WordFiles): Promise<boolean> => {
    const address = files[part][language];
    if (address === undefined) return Promise.resolve(language === 'en');
    const arrival = arrivals.get(address) ?? addWords(instance, language, address);
    arrivals.set(address, arrival);
    return arrival.then((hasArrived) => {
      // The next try requests the file again.
      if (!hasArrived) arrivals.delete(address);
      return hasArrived;
    });
  };

  const show = async (language: string): Promise<boolean> => {
    wanted = language;
    const parts: (keyof WordFiles)[] = isRestNeeded ? ['first', 'rest'] : ['first'];
    const arrived = await Promise.all(parts.map((part) => load(language, part)));
    // Meanwhile the user has chosen another language.
    if (wanted !== language) return true;
    if (!arrived.every(Boolean)) {
      wanted = instance.language;
      return false;
    }
    await instance.changeLanguage(language);
    setDocumentLanguage(language);
    return true;
  };

  const showRest = async (): Promise<void> => {
    const hasArrived = await load(wanted, 'rest');
    // This makes components render again that have appeared without these words.
    if (hasArrived) await instance.changeLanguage(instance.language);
  };

  const offered = Object.keys(files.first);
  // Another tab has stored a choice.
  choice.subscribe(() => {
    const language = choice.get();
    if (language !== null && language !== wanted) void show(language);
  });
  return {
    i18n: instance,
    /** Tags of the languages that the app has, without English. */
    offered,
    /** Shows a language. If the words have not arrived after two seconds, the page is in English until they arrive. */
    start: async (language = chooseLanguage(offered)): Promise<void> => {
      await withTimeout(show(language), maxWaitMs, () => null);
      // If the words are missing, the page is in English.
      setDocumentLanguage(instance.language);
    },
    /** Loads the words that the signed-in part of the app needs in addition. Waits as `start` does. */
    loadRest: async (): Promise<void> => {
      isRestNeeded = true;
      await withTimeout(showRest(), maxWaitMs, () => null);
    },
    /** Shows and stores the language that the user has chosen. @returns `false` if its words could not be loaded */
    choose: async (language: string): Promise<boolean> => {
      const isShown = await show(language);
      if (isShown && wanted === language) {
        forgetVisitLanguage();
        choice.set(language);
      }
      return isShown;
    },
  };
}

async function addWords(instance: i18n, language: string, address: string): Promise<boolean> {
  const words = await fetchWords(address);
  // `true` keeps the words that are there already: a language arrives in two parts.
  if (words) instance.addResourceBundle(language, 'translation', words, true);
  return words !== null;
}
