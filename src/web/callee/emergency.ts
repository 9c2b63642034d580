import { emergencyNumbers } from './emergencyNumbers.ts';

/** The two numbers that ITU-T E.161.1 recommends. The app treats them as emergency numbers in every country. */
const worldwideNumbers: ReadonlySet<string> = new Set(['112', '911']);

/** The rows of the table: emergency numbers, and the countries in which they apply. */
const rows = Object.entries(emergencyNumbers).map(([numbers, countries]) => ({
  numbers: numbers.split(' '),
  countries: countries.split(' '),
}));

/**
 * Recognises an emergency number, even with spaces, hyphens, dots, brackets, or the prefix `4:` of a raw id.
 * @param country the user's country (ISO 3166); `undefined` if it is not known
 * @returns the digits, and whether they are an emergency number here or only in other countries. `null` for any other text
 */
export function parseEmergencyNumber(
  text: string,
  country?: string,
): { number: string; isHere: boolean } | null {
  const number = text.replace(/^4:/, '').replaceAll(/[\s().-]/g, '');
  if (!/^\d{2,4}$/.test(number)) return null;
  const ownRow = rows.find(({ countries }) => country !== undefined && countries.includes(country));
  const isNational = ownRow?.numbers.includes(number) ?? false;
  if (isNational || worldwideNumbers.has(number)) return { number, isHere: true };
  // A user who has typed two digits is usually typing a longer number, so the app does not warn of other countries yet.
  const isElsewhere = number.length > 2 && rows.some(({ numbers }) => numbers.includes(number));
  return isElsewhere ? { number, isHere: false } : null;
}
