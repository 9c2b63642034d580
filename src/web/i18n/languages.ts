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

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Milliseconds that a screen waits for its words (the translated texts) before it appears in English. */
const maxWaitMs = 2_000;

/** The addresses of the first screen's words and of all others, by BCP 47 tag, without English. */
type WordFiles = Readonly<Record<'first' | 'rest', Readonly<Record<string, string>>>>;

/** Creates i18next, and loads words into it. @param files default: those of this build */
export function createLanguages(files: WordFiles = { first: firstFiles, rest: restFiles }) {
  const instance = createInstance();
  void instance
    .use(initReactI18next)
    .use(valueFormatter)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      resources: { en: { translation: english } },
      // With `false`, the instance is ready at once, because the English words are here already.
      initAsync: false,
      interpolation: {
        // React escapes the texts. If i18next did it, too, the user would see HTML entities.
        escapeValue: false,
        alwaysFormat: true,
      },
    });
  const choice = createStoredValue('language', z.nullable(z.string()), null);
  /** The language that the page shows, or is about to show. */
  let wanted = 'en';
  /** Whether the signed-in app is shown, which needs more words than the first screen. */
  let isRestNeeded = false;
  /** The requests for words, by address. Each resolves with `false` if the words have not arrived. */
  const arrivals = new Map<string, Promise<boolean>>();

  const load = (language: string, part: keyof WordFiles): Promise<boolean> => {
    const address = files[part][language];
    // English has no address, because its words are part of the app.
    if (address === undefined) return Promise.resolve(language === 'en');
    const arrival = arrivals.get(address) ?? addWords(instance, language, address);
    arrivals.set(address, arrival);
    return arrival.then((hasArrived) => {
      // After a failure, the next attempt requests the words again.
      if (!hasArrived) arrivals.delete(address);
      return hasArrived;
    });
  };

  /** Shows a language when its words have arrived. @returns `false` only if they could not be loaded */
  const show = async (language: string): Promise<boolean> => {
    wanted = language;
    const parts: (keyof WordFiles)[] = isRestNeeded ? ['first', 'rest'] : ['first'];
    const arrived = await Promise.all(parts.map((part) => load(language, part)));
    // The user may have chosen another language meanwhile.
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
    // This event makes components render again that have appeared without these words.
    if (hasArrived) await instance.changeLanguage(instance.language);
  };

  const offered = Object.keys(files.first);
  // The user may choose a language in another tab.
  choice.subscribe(() => {
    const language = choice.get();
    if (language !== null && language !== wanted) void show(language);
  });
  return {
    i18n: instance,
    /** Tags of the languages that the app has, without English. */
    offered,
    /** Shows a language. After two seconds without its words, the page is in English until they arrive. */
    start: async (language = chooseLanguage(offered)): Promise<void> => {
      await withTimeout(show(language), maxWaitMs, () => null);
      // While the words are missing, `instance` is in English.
      setDocumentLanguage(instance.language);
    },
    /** Loads the words that the signed-in app needs in addition. Waits as `start` does. */
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

/** Milliseconds until a request for words fails. */
const requestTimeoutMs = 10_000;

/** Requests words, and once more if the network fails, and adds them to i18next. @returns whether they have arrived */
async function addWords(instance: i18n, language: string, address: string): Promise<boolean> {
  const text = (await requestText(address)) ?? (await requestText(address));
  const words = parseObject(text ?? '');
  // `true` keeps the words that are there already, because a language arrives in two parts.
  if (words) instance.addResourceBundle(language, 'translation', words, true);
  return words !== null;
}

/** @returns the text, which is empty after a refusal; `null` if the network fails or takes too long */
async function requestText(address: string): Promise<string | null> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(requestTimeoutMs) });
    return response.ok ? await response.text() : '';
  } catch {
    return null;
  }
}

/** @returns `null` if the text is no JSON object */
function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
