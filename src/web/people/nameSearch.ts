/** Letters from which `normalize` cannot remove an accent, and how people type them without a special key. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
};

/** Removes accents and capitals, so that `zoe` finds *Zoë*. */
const simplifyText = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđ]/g, (letter) => plainLetters[letter] ?? letter);

/** Simplifies a name to search in. For umlauts, adds a second line that spells them with two letters: `mueller` finds *Müller*. */
function toSearchText(text: string): string {
  const spelledOut = text.normalize('NFD').replaceAll(/([aou])\u0308/gi, '$1e');
  const lines = new Set([simplifyText(text), simplifyText(spelledOut)]);
  return [...lines].join('\n');
}

const removeSpaces = (text: string): string => text.replaceAll(/\s+/g, '');

/** Replaces punctuation by one space before each word: `o'brien` finds *O’Brien*. Empty if there is no letter or digit. */
const spaceWords = (text: string): string =>
  ` ${text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}`.replace(/ +/, ' ').trimEnd();

interface SearchedName {
  readonly spaced: string;
  readonly joined: string;
}

const prepareName = (name: string): SearchedName => {
  const searched = toSearchText(name);
  return { spaced: spaceWords(searched), joined: removeSpaces(searched) };
};

/** Room for the names of a history of 10,000 calls and of the contacts. */
const maxPreparedNames = 20_000;
/** Keeps the prepared names, because each key that the user presses searches all of them again. */
const preparedNames = new Map<string, SearchedName>();
function getPreparedName(name: string): SearchedName {
  const kept = preparedNames.get(name);
  if (kept) return kept;
  if (preparedNames.size >= maxPreparedNames) preparedNames.clear();
  const prepared = prepareName(name);
  preparedNames.set(name, prepared);
  return prepared;
}

/** Matches a text that may be part of a phone number, with any grouping of the digits. */
const numberPattern = /^[\d\s()+./-]+$/;
/** Returns the digits of a text that may be part of a phone number; otherwise nothing. */
const readDigits = (text: string): string => (numberPattern.test(text) ? text.replaceAll(/\D/g, '') : '');

/** With fewer digits, nearly every number would match. */
const minDigits = 3;

/** How well somebody matches a search text; see `createNameSearch`. */
type NameMatch = 'no' | 'contains' | 'begins';

/**
 * Creates the function that compares somebody with a search text. With `begins`, each word of the text begins a word of the name,
 * or the digits are in the phone number. With `contains`, each word is anywhere in the name. Accents, capitals and spaces make no
 * difference.
 */
export function createNameSearch(text: string): (name: string, rawId?: string) => NameMatch {
  const simpleText = simplifyText(text).trim();
  if (simpleText === '') return () => 'begins';
  const words = simpleText
    .split(/\s+/)
    .map(spaceWords)
    .filter((word) => word.trim() !== '');
  const joinedText = removeSpaces(simpleText);
  // Numbers that are dialled within a country may begin with a zero, which their international form lacks.
  const digits = readDigits(simpleText).replace(/^0+/, '');
  const hasWords = (isIn: (word: string) => boolean) => words.length > 0 && words.every(isIn);
  return (name, rawId = '') => {
    const { spaced, joined } = getPreparedName(name);
    const isNumber =
      digits.length >= minDigits && rawId.startsWith('4:') && readDigits(rawId.slice(2)).includes(digits);
    if (isNumber || hasWords((word) => spaced.includes(word)) || joined.startsWith(joinedText))
      return 'begins';
    const contains = hasWords((word) => spaced.includes(word.trimStart())) || joined.includes(joinedText);
    return contains ? 'contains' : 'no';
  };
}
