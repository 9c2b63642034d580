import { emergencyNumbers } from './emergencyNumbers.ts';

/** The two that ITU-T E.161.1 recommends; people dial them whatever country their browser is set to. */
const widelyKnown: ReadonlySet<string> = new Set(['112', '911']);

const rows = Object.entries(emergencyNumbers).map(
  ([numbers, countries]) => [numbers.split(' '), countries.split(' ')] as const,
);

const numbersOf = (country: string): readonly string[] =>
  rows.find(([, countries]) => countries.includes(country))?.[0] ?? [];

/**
 * Recognises an emergency number, however it is grouped.
 * @param country where the person is, as far as the browser tells
 * @returns the digits, and whether they are an emergency number in that country; `null` for anything else
 */
export function emergencyOf(text: string, country?: string): { number: string; isHere: boolean } | null {
  const number = text.replace(/^4:/, '').replaceAll(/[\s().-]/g, '');
  if (!/^\d{2,4}$/.test(number)) return null;
  const own = country === undefined ? [] : numbersOf(country);
  if (own.includes(number) || widelyKnown.has(number)) return { number, isHere: true };
  // Two digits are mostly the beginning of something else.
  const isKnown = number.length > 2 && rows.some(([numbers]) => numbers.includes(number));
  return isKnown ? { number, isHere: false } : null;
}
