/** Control characters, line and paragraph separators, and bidirectional controls. They would disturb the text around them. */
const unsafeCharacters = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Turns a text that another person or program chose into one short line.
 * @param maxCharacters the length to which the text is cut. The last character of a cut text is `…`
 */
export function toSingleLine(text: string, maxCharacters: number): string {
  // A huge text is cut before the next steps, which would be slow. `Array.from` does not split an emoji in two.
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
