const anyDigit = /\p{Nd}/u;

/**
 * Replaces the digits of every script by `0` to `9`, and full-width characters by the usual ones. Arabic and Japanese
 * keyboards type such digits, and telephone numbers must be found in them, above all emergency numbers.
 */
export const toPlainCharacters = (text: string): string =>
  text.normalize('NFKC').replaceAll(/\p{Nd}/gu, (digit) => String(readDigit(digit)));

/** Unicode has the ten digits of each script in a row, beginning with zero. */
function readDigit(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && anyDigit.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
