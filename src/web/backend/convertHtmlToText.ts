/** The named character references that Teams writes into messages. */
const namedCharacters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Decodes a reference such as `&#65;` or `&amp;`, whose `name` is `#65` or `amp`. @returns an unknown reference as it is */
function decodeCharacter(reference: string, name: string): string {
  const [, hexadecimal, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const codePoint = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal ?? Number.NaN);
  // 10FFFF is Unicode's last code point. The comparison is also false for `NaN`, a reference without a number.
  if (codePoint <= 0x10_ff_ff) return String.fromCodePoint(codePoint);
  return namedCharacters[name.toLowerCase()] ?? reference;
}

/**
 * Converts the HTML of a Teams message to plain text, without the browser's HTML parser, which the page's Trusted Types policy
 * forbids. The app shows the result only as text, so what looks like a tag in it does no harm.
 */
export const convertHtmlToText = (html: string): string =>
  html
    .replaceAll(/<br\b[^<>]*>|<\/(?:p|div|li|h\d|tr|blockquote)>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(#?\w{1,8});/g, decodeCharacter)
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
