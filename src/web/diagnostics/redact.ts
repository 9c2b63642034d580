import { withoutSecrets } from './diagnosticsLog.ts';

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const chat = /19:[\w.-]+@thread\.\w+/g;
const phoneId = /(?<!\w)4:\+?\d{2}[\d ()./-]*/g;
const phone = /\+\d[\d ()./-]{5,}\d/g;

/** Takes out phone numbers and addresses of people. Object ids stay: support finds a call by them. */
const withoutPeople = (text: string): string =>
  text
    .replaceAll(chat, '(chat)')
    .replaceAll(address, '(address)')
    .replaceAll(phoneId, '4:(number)')
    .replaceAll(phone, '(number)');

/**
 * A copy of plain data in which no text holds a token or a key.
 * @param withPeople leaves phone numbers and addresses in
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
