/** What turns writing round, or breaks a line: a name must not do that to the words beside it. */
const disorder = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Longest name in a title, a notification or an accessible name, in characters. */
const longest = 80;

/** Somebody's name as one short line of plain text, for places that cannot isolate it: whoever calls chose it. */
export function plainName(name: string): string {
  // A first cut, so that a huge name costs nothing.
  const characters = Array.from(name.slice(0, 1000).replace(disorder, ' ').replace(/\s+/g, ' ').trim());
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}
