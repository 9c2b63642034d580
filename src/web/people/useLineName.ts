import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Company } from '../calling/call/company.ts';
import { usePhone } from '../calling/react.tsx';
import { formatPhoneNumber } from './phoneNumbers.ts';

const findLineName = (number: string, company: Company | null): string | undefined =>
  company?.lines.find((line) => line.number === number)?.name;

/**
 * Returns the name of one of the company's lines; for a number that `config.json` does not list, the number.
 * @param number in E.164 form
 */
export function useLineName(number: string): string {
  const { company } = usePhone();
  return findLineName(number, company) ?? formatPhoneNumber(number);
}

/** Returns a line's name and number, for example *Support, +1 425 555 0151*; for an unlisted number, the number. */
export function readLineText(number: string, company: Company | null, t: TFunction): string {
  const name = findLineName(number, company);
  const shown = formatPhoneNumber(number);
  return name === undefined ? shown : t('company.line', { name, number: shown });
}

/** Like `readLineText`, for a component. */
export function useLineText(number: string): string {
  const { t } = useTranslation();
  const { company } = usePhone();
  return readLineText(number, company, t);
}
