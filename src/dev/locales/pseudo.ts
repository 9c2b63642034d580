import type { Words } from './split.ts';

/** The tag of the pseudo-locale. `en-XA` is its usual name, for example in Chromium and Android. */
export const pseudoLocale = 'en-XA';

/** How many characters the pseudo-locale adds to each text, as a part of the text's length. */
const growth = 0.4;

const plainLetters = 'AEIOUYaceginosuyz';
const accentedLetters = 'ÅÉÎÖÛÝåçéĝîñöšûýž';
/** Finds placeholders such as `{{name}}`, which must stay as they are. */
const placeholder = /(\{\{[^}]*\}\})/;

/**
 * Makes the words of the pseudo-locale from the English words. Brackets show whether the screen cuts off a text, and accents
 * show which texts do not come from a locale file. Filler letters make each text 40 % longer, as translations are.
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
  // Spaces let the filler wrap like words.
  const filler = 'öné twö thréé föûr '
    .repeat(Math.ceil(fillerLength / 19))
    .slice(0, fillerLength)
    .trim();
  return `[${accented}${filler && ' '}${filler}]`;
}

/** @returns the letter itself if it has no accented form in this file */
const addAccent = (letter: string): string => accentedLetters[plainLetters.indexOf(letter)] ?? letter;
