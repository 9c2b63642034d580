import { useTranslation } from 'react-i18next';
import { usePhone } from '../calling/react.tsx';
import { formatPhoneNumber } from './phoneNumbers.ts';

/**
 * Returns the name of one of the company's lines; for a number that `config.json` does not list, the number.
 * @param number in E.164 form
 */
export function useLineName(number: string): string {
  const { company } = usePhone();
  return company?.lines.find((line) => line.number === number)?.name ?? formatPhoneNumber(number);
}

/** Like `useLineName`, and adds the number to a name, for example *Support, +1 425 555 0151*. */
export function useLineText(number: string): string {
  const { t } = useTranslation();
  const name = useLineName(number);
  const shown = formatPhoneNumber(number);
  return name === shown ? shown : t('company.line', { name, number: shown });
}
