import { removeSecrets } from './diagnosticsLog.ts';

const addressPattern = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** The thread id of a chat. It looks like an address, so it is replaced first. */
const threadPattern = /19:[\w.-]+@thread\.\w+/g;
/** The raw id of a phone number, for example `4:+14255550100`. */
const phoneRawIdPattern = /(?<!\w)4:\+?\d{2}[\d ()./-]*/g;
/** A phone number with its country code, also with spaces and separators. */
const phoneNumberPattern = /\+\d[\d ()./-]{5,}\d/g;
/** A phone number without its country code, as people in Europe and in North America write it. */
const nationalNumberPattern =
  /(?<![\w.:-])(?:\(?0\d[\d ()/-]{5,}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\w:])/g;

/** Removes people's phone numbers and addresses. Object ids stay, because support finds a call by them. */
const removePeople = (text: string): string =>
  text
    .replaceAll(threadPattern, '(chat)')
    .replaceAll(addressPattern, '(address)')
    .replaceAll(phoneRawIdPattern, '4:(number)')
    .replaceAll(phoneNumberPattern, '(number)')
    .replaceAll(nationalNumberPattern, '(number)');

/** Copies data without tokens and keys. @param includesPeople whether the copy keeps people's phone numbers and addresses */
export function redact<T>(data: T, includesPeople: boolean): T {
  const redactValue = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const textWithoutSecrets = removeSecrets(value);
      return includesPeople ? textWithoutSecrets : removePeople(textWithoutSecrets);
    }
    if (Array.isArray(value)) return value.map(redactValue);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, redactValue(part)]));
  };
  return redactValue(data) as T;
}
