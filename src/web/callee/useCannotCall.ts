import { useTranslation } from 'react-i18next';
import { usePhoneStateLater } from '../calling/react.tsx';
import { useOnline } from '../base/useOnline.ts';

/** Says why the user can call nobody now; `null` if they can. While a call is being placed, the buttons say so themselves. */
export function useCannotCall(): string | null {
  const { t } = useTranslation();
  const isOnline = useOnline();
  const isConnected = usePhoneStateLater(({ connection }) => connection === 'Connected');
  return isOnline && isConnected ? null : t('dial.offline');
}
