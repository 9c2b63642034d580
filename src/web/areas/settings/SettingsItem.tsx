import { Settings20Regular } from '@fluentui/react-icons/svg/settings';
import { createContext, use } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreItem } from '../../ui/MoreItem.tsx';

/** Opens the settings, which belong to no call and outlive each. */
export const OpenSettings = createContext<() => void>(() => undefined);

/** The way to the settings in a call, where devices are changed most. */
export function SettingsItem() {
  const { t } = useTranslation();
  return <MoreItem label={t('account.settings')} icon={<Settings20Regular />} onClick={use(OpenSettings)} />;
}
