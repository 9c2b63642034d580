import type { FormatterModule } from 'i18next';
import { parseLanguageTag } from '../base/languageTag.ts';
import { findDirection } from './supportedLanguages.ts';

/** The browser orders the text between these two characters apart from the text around it. */
const firstStrongIsolate = '\u2068';
const popDirectionalIsolate = '\u2069';

/** Placeholders in commands and addresses, which users copy. The characters above would break a command. */
const copiedPlaceholders: ReadonlySet<string> = new Set(['clientId', 'tenant', 'origin', 'start', 'id']);

const rightToLeftLetters = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
/** Digits, too: in a right-to-left text, the groups of digits in a phone number would change places. */
const leftToRightCharacters = /(?![\p{Script=Hebrew}\p{Script=Arabic}])[\p{L}\p{N}]/u;

/**
 * Prepares the value of a placeholder in a text. Numbers get the language's digits, and lists its separators. A name that is
 * written in the other direction than the text is isolated, as the element `<bdi>` does. Otherwise a name such as `Bob (HR)` would
 * disturb the order of an Arabic sentence.
 * @param language of the text, for example `ar`
 * @param placeholder for example `name`
 * @see https://www.w3.org/International/questions/qa-bidi-unicode-controls
 */
export function formatValue(value: unknown, language: string, placeholder: string): string {
  if (typeof value === 'number') return formatNumber(value, language);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => formatValue(item, language, placeholder));
    return formatList(items, language);
  }
  const text = String(value);
  // `further` is part of the sentence, with a space at its beginning.
  if (copiedPlaceholders.has(placeholder) || placeholder === 'further') return text;
  const isRightToLeft = findDirection(language) === 'rtl';
  const needsIsolation = isRightToLeft ? leftToRightCharacters.test(text) : rightToLeftLetters.test(text);
  return needsIsolation ? `${firstStrongIsolate}${text}${popDirectionalIsolate}` : text;
}

/** Makes i18next call `formatValue` for all placeholders. */
export const valueFormatter: FormatterModule = {
  type: 'formatter',
  init: () => {},
  // The texts name no formats, such as `{{count, number}}`.
  add: () => {},
  addCached: () => {},
  format: (value: unknown, _format, language, options) =>
    formatValue(value, language ?? 'en', String(options?.interpolationkey)),
};

/** Returns a function that creates the format of each language tag only once, because the creation is slow. */
export function createFormatCache<Format>(create: (tag: string) => Format): (tag: string) => Format {
  const formats = new Map<string, Format>();
  return (tag) => {
    const format = formats.get(tag) ?? create(tag);
    formats.set(tag, format);
    return format;
  };
}

const getListFormat = createFormatCache((language) => new Intl.ListFormat(language, { style: 'narrow' }));
const getNumberFormat = createFormatCache((locale) => new Intl.NumberFormat(locale));
const getLanguageNames = createFormatCache((tag) => new Intl.DisplayNames(tag, { type: 'language' }));

/** Joins items as the language does, for example `Ana, Ben` in English and `Ana und Ben` in German. */
export const formatList = (items: readonly string[], language: string): string =>
  getListFormat(language).format(items);

/** Names a language in another language, for example `de-DE` as *German (Germany)*. */
export const formatLanguageName = (namedTag: string, language: string): string =>
  getLanguageNames(language).of(namedTag) ?? namedTag;

/** Writes a number as the user's locale does: `en-IN` groups digits in another way than `en-US`. */
export const formatNumber = (value: number, language: string): string =>
  getNumberFormat(findFormatLocale(language)).format(value);

/**
 * Finds the locale for dates, times and numbers: the first of the browser's locales in the page's language, because it tells how
 * the user writes days and hours.
 * @param language of the page, for example `en`
 * @returns for example `en-GB`
 */
export function findFormatLocale(language: string): string {
  const base = parseLanguageTag(language)?.language;
  return navigator.languages.find((tag) => parseLanguageTag(tag)?.language === base) ?? language;
}
