import type { Words } from './split.ts';

/** The tag of the pseudo-locale. `en-XA` is its usual name, for example in Chromium and Android. */
export const pseudoLocale = 'en-XA';

/** The length of the filler, as a part of the text's length. */
const growth = 0.4;
/** The filler is repeated or cut to this length. With its spaces, it wraps like words. */
const fillerWords = 'öné twö thréé föûr ';

const plainLetters = 'AEIOUYaceginosuyz';
const accentedLetters = 'ÅÉÎÖÛÝåçéĝîñöšûýž';
/** Finds placeholders such as `{{name}}`, which must stay as they are. */
const placeholder = /(\{\{[^}]*\}\})/;

/**
 * Creates the pseudo-locale, with which developers test the screens, from the English words. A missing bracket shows that a screen
 * cuts a text off. A text without accents does not come from a locale file. Filler makes texts 40 % longer, as translations are.
 */
export const createPseudoWords = (words: Words): Words =>
  Object.fromEntries(
    Object.entries(words).map(([name, value]) => [
      name,
      typeof value === 'string' ? createPseudoText(value) : createPseudoWords(value),
    ]),
  );

function createPseudoText(text: string): string {
  const accented = text
    .split(placeholder)
    .map((piece) => (piece.startsWith('{{') ? piece : piece.replaceAll(/[a-z]/gi, addAccent)))
    .join('');
  const fillerLength = Math.ceil(text.replaceAll(new RegExp(placeholder, 'g'), '').length * growth);
  const repeatCount = Math.ceil(fillerLength / fillerWords.length);
  const filler = fillerWords.repeat(repeatCount).slice(0, fillerLength).trim();
  return `[${accented}${filler && ' '}${filler}]`;
}

/** @returns the letter itself if it has no accented form in this file */
const addAccent = (letter: string): string => accentedLetters[plainLetters.indexOf(letter)] ?? letter;
