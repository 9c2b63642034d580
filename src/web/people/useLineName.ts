import { useTranslation } from 'react-i18next';
import { usePhone } from '../calling/react.tsx';
import { formatPhoneNumber } from './phoneNumbers.ts';

/**
 * Returns the name of one of the company's lines and its number, for example *Support, +1 425 555 0151*. Of a number that
 * `config.json` does not list, it returns only the number.
 * @param number in E.164 form
 */
export function useLineName(number: string): string {
  const { t } = useTranslation();
  const { company } = usePhone();
  const line = company?.lines.find((candidate) => candidate.number === number);
  const shown = formatPhoneNumber(number);
  return line ? t('company.line', { name: line.name, number: shown }) : shown;
}
