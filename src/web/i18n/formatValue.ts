import type { FormatterModule } from 'i18next';
import { findFormatLocale } from './formatLocale.ts';
import { findDirection } from './supportedLanguages.ts';

/** Placeholders in commands and addresses, which users copy. A mark in them would break the command. */
const copiedPlaceholders: ReadonlySet<string> = new Set(['clientId', 'tenant', 'origin', 'start', 'id']);

/** Letters that are written from right to left: Hebrew and Arabic. */
const rightToLeftLetters = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
/** Other letters, and digits. In a text from right to left, the groups of digits of a phone number would change places. */
const leftToRightCharacters = /(?![\p{Script=Hebrew}\p{Script=Arabic}])[\p{L}\p{N}]/u;

/** U+2068 and U+2069. The browser orders the characters between them by themselves, apart from the text around them. */
const firstStrongIsolate = '\u2068';
const popDirectionalIsolate = '\u2069';

/**
 * Prepares the value of a placeholder. Numbers get the digits of the language, and lists its separators. A name whose letters run
 * in the other direction than the text is isolated, as the element `<bdi>` would do: otherwise a name such as `Bob (HR)` would
 * tear an Arabic sentence apart.
 * @param language of the text, for example `ar`
 * @param placeholder the name of the placeholder, for example `name`
 * @see https://www.w3.org/International/questions/qa-bidi-unicode-controls
 */
export function formatValue(value: unknown, language: string, placeholder: string): string {
  if (typeof value === 'number') return formatNumber(value, language);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => formatValue(item, language, placeholder));
    return formatList(items, language);
  }
  const text = String(value);
  if (copiedPlaceholders.has(placeholder)) return text;
  const isRightToLeft = findDirection(language) === 'rtl';
  const mayBreakTheLine = isRightToLeft ? leftToRightCharacters.test(text) : rightToLeftLetters.test(text);
  return mayBreakTheLine ? `${firstStrongIsolate}${text}${popDirectionalIsolate}` : text;
}

/** Lets i18next prepare the values of all placeholders by `formatValue`. */
export const valueFormatter: FormatterModule = {
  type: 'formatter',
  init: () => {},
  // The texts name no formats, such as `{{count, number}}`.
  add: () => {},
  addCached: () => {},
  format: (value: unknown, _format, language, options) =>
    formatValue(value, language ?? 'en', String(options?.interpolationkey)),
};

/** Returns the format of a language or locale. Each is created once, because that is slow. */
export function createFormatCache<Format>(
  create: (language: string) => Format,
): (language: string) => Format {
  const formats = new Map<string, Format>();
  return (language) => {
    const format = formats.get(language) ?? create(language);
    formats.set(language, format);
    return format;
  };
}

const getListFormat = createFormatCache((language) => new Intl.ListFormat(language, { style: 'narrow' }));
const getNumberFormat = createFormatCache((locale) => new Intl.NumberFormat(locale));

/** Joins items as the language does, for example `Ana, Ben` in English and `Ana und Ben` in German. */
export const formatList = (items: readonly string[], language: string): string =>
  getListFormat(language).format(items);

/** Writes a number with the digits and separators of the language. */
export const formatNumber = (value: number, language: string): string =>
  getNumberFormat(findFormatLocale(language)).format(value);
