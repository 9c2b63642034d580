import { Settings20Regular } from '@fluentui/react-icons/svg/settings';
import { createContext, use } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreItem } from '../../ui/MoreItem.tsx';

/** The function that opens the settings dialog. The dialog stands outside the call screen, and stays open when a call ends. */
export const OpenSettings = createContext<() => void>(() => undefined);

/** The item of the menu *More* that opens the settings during a call. */
export function SettingsItem() {
  const { t } = useTranslation();
  return <MoreItem label={t('account.settings')} icon={<Settings20Regular />} onClick={use(OpenSettings)} />;
}
