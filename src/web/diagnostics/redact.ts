import { withoutSecrets } from './diagnosticsLog.ts';

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const chat = /19:[\w.-]+@thread\.\w+/g;
const phoneId = /(?<!\w)4:\+?\d{2}[\d ()./-]*/g;
const phone = /\+\d[\d ()./-]{5,}\d/g;

/** Removes phone numbers and addresses of people. Object ids stay, because support finds a call by them. */
const withoutPeople = (text: string): string =>
  text
    .replaceAll(chat, '(chat)')
    .replaceAll(address, '(address)')
    .replaceAll(phoneId, '4:(number)')
    .replaceAll(phone, '(number)');

/**
 * Copies plain data, and removes tokens and keys from all texts.
 * @param withPeople whether phone numbers and addresses of people stay
 */
export function redact<T>(data: T, withPeople: boolean): T {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const safe = withoutSecrets(value);
      return withPeople ? safe : withoutPeople(safe);
    }
    if (Array.isArray(value)) return value.map(clean);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, clean(part)]));
  };
  return clean(data) as T;
}
