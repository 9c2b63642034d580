import { emergencyNumbers } from './emergencyNumbers.ts';

/** The two numbers that ITU-T E.161.1 recommends. They count as emergency numbers in every country. */
const widelyKnown: ReadonlySet<string> = new Set(['112', '911']);

const rows = Object.entries(emergencyNumbers).map(
  ([numbers, countries]) => [numbers.split(' '), countries.split(' ')] as const,
);

const numbersOf = (country: string): readonly string[] =>
  rows.find(([, countries]) => countries.includes(country))?.[0] ?? [];

/**
 * Recognises an emergency number, with or without spaces, hyphens, dots and brackets.
 * @param country the user's country, ISO 3166, if the browser tells it
 * @returns the digits, and whether they are an emergency number in that country; `null` for anything else
 */
export function emergencyOf(text: string, country?: string): { number: string; isHere: boolean } | null {
  const number = text.replace(/^4:/, '').replaceAll(/[\s().-]/g, '');
  if (!/^\d{2,4}$/.test(number)) return null;
  const ownNumbers = country === undefined ? [] : numbersOf(country);
  if (ownNumbers.includes(number) || widelyKnown.has(number)) return { number, isHere: true };
  // Two digits are usually the beginning of another number.
  const isKnown = number.length > 2 && rows.some(([numbers]) => numbers.includes(number));
  return isKnown ? { number, isHere: false } : null;
}
