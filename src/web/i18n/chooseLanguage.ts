import { parseLanguageTag } from '../base/languageTag.ts';

/** The key in session storage for the language of this visit. */
const visitKey = 'switchboard.language';
/** The key under which `createStoredValue('language', …)` stores the language that the user has chosen in the settings. */
const choiceKey = 'switchboard.kept.language';

/**
 * Chooses the language of the page. The first of these that the app has wins: the language in the address (`?lang=ar`), which
 * counts until the tab closes; the user's choice in the settings; the languages of the browser; English.
 * @param offered tags of the languages that have a locale file, without English
 */
export function chooseLanguage(offered: readonly string[]): string {
  return findLanguage([readVisitLanguage(offered), readChoice(), ...navigator.languages], offered);
}

/**
 * Finds the first wanted language that the app has, in the same variant or in another one. For example `pt-PT` finds `pt-BR`.
 * @param wanted BCP 47 tags. Values that are not valid tags are ignored.
 * @returns `en` if the app has none of the wanted languages
 */
export function findLanguage(wanted: readonly unknown[], offered: readonly string[]): string {
  const languages = ['en', ...offered];
  for (const tag of wanted) {
    const locale = typeof tag === 'string' && parseLanguageTag(tag);
    if (!locale) continue;
    const found =
      languages.find((language) => language === locale.baseName) ??
      languages.find((language) => parseLanguageTag(language)?.language === locale.language);
    if (found) return found;
  }
  return 'en';
}

/** Reads the language of the address. Session storage keeps it, because the sign-in returns to another address. */
function readVisitLanguage(offered: readonly string[]): string | null {
  const requested = new URLSearchParams(location.search).get('lang');
  try {
    if (requested !== null && isOffered(requested, offered)) sessionStorage.setItem(visitKey, requested);
    return sessionStorage.getItem(visitKey);
  } catch {
    // The browser blocks storage.
    return requested;
  }
}

/** Whether the app has this language. `findLanguage` answers `en` both for English and for an unknown language. */
const isOffered = (tag: string, offered: readonly string[]): boolean =>
  findLanguage([tag], offered) !== 'en' || parseLanguageTag(tag)?.language === 'en';

/** Forgets the language of the address, because the user has chosen a language in the settings. */
export function forgetVisitLanguage(): void {
  const url = new URL(location.href);
  if (url.searchParams.has('lang')) {
    url.searchParams.delete('lang');
    history.replaceState(history.state, '', url);
  }
  try {
    sessionStorage.removeItem(visitKey);
  } catch {
    // The browser blocks storage, so nothing is stored.
  }
}

/** Reads the user's choice without a schema, because the script in the page's head must be small. */
function readChoice(): unknown {
  try {
    return JSON.parse(localStorage.getItem(choiceKey) ?? 'null');
  } catch {
    return null;
  }
}
