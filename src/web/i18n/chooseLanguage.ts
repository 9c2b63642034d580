import { parseLanguageTag } from '../base/languageTag.ts';

/** The key in session storage for the address's language. */
const visitKey = 'switchboard.language';
/** The key in local storage under which `createStoredValue('language', …)` stores the user's choice in the settings. */
const choiceKey = 'switchboard.kept.language';

/**
 * Chooses the page's language: the first of these that the app has. The language in the address (`?lang=ar`), which counts until
 * the tab closes; the user's choice in the settings; the browser's languages; English.
 * @param offered the tags of the app's languages, without English
 */
export function chooseLanguage(offered: readonly string[]): string {
  return findLanguage([readVisitLanguage(offered), readChoice(), ...navigator.languages], offered);
}

/**
 * Finds the first wanted language that the app has, also in another variant: `pt-PT` finds `pt-BR`.
 * @param wanted BCP 47 tags. Other values are ignored
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

/** Reads the address's language, and keeps it in session storage, because the sign-in returns to another address. */
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

/** Forgets the address's language, because the user has chosen another one in the settings. */
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

/** Reads the user's choice, without a schema, because the script in the page's head must be small. */
function readChoice(): unknown {
  try {
    return JSON.parse(localStorage.getItem(choiceKey) ?? 'null');
  } catch {
    return null;
  }
}
