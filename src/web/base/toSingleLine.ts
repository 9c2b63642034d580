/** Control characters, line and paragraph separators, and bidirectional controls would disturb the text around them. */
const unsafeCharacters = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Turns a text from another person or program into one short line.
 * @param maxCharacters the greatest length of the line. A text that is cut ends with `…`
 */
export function toSingleLine(text: string, maxCharacters: number): string {
  // A huge text is cut first, because the next steps would be slow. `Array.from` does not split an emoji in two.
  const characters = Array.from(
    text
      .slice(0, 10 * maxCharacters)
      .replace(unsafeCharacters, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return characters.length > maxCharacters
    ? `${characters.slice(0, maxCharacters - 1).join('')}…`
    : characters.join('');
}
