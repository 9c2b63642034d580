/** Control characters, line breaks and bidirectional controls, which would disturb the text around a name. */
const unsafeCharacters = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** The most characters of a name in a title, a notification or an accessible name. */
const maxCharacters = 80;

/**
 * A display name as one short line of text. The caller chooses the name, and titles, notifications and accessible names
 * cannot isolate it with `<bdi>`.
 */
export function plainName(name: string): string {
  // Cut first, so that a huge name costs no time.
  const characters = Array.from(
    name.slice(0, 1000).replace(unsafeCharacters, ' ').replace(/\s+/g, ' ').trim(),
  );
  return characters.length > maxCharacters
    ? `${characters.slice(0, maxCharacters - 1).join('')}…`
    : characters.join('');
}
