/** Control characters, line and paragraph separators, and bidirectional controls. They would disturb the text around a name. */
const unsafeCharacters = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** The length to which a name is cut. */
const maxCharacters = 80;

/**
 * Turns a display name into one short line of text. The caller chooses the name, and titles, notifications and accessible names
 * cannot isolate it with `<bdi>`.
 */
export function sanitizeName(name: string): string {
  // A huge name is cut before the next steps, which would be slow. `Array.from` does not split an emoji in two.
  const characters = Array.from(
    name.slice(0, 1000).replace(unsafeCharacters, ' ').replace(/\s+/g, ' ').trim(),
  );
  return characters.length > maxCharacters
    ? `${characters.slice(0, maxCharacters - 1).join('')}…`
    : characters.join('');
}
