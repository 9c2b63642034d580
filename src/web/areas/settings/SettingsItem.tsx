import { Settings20Regular } from '@fluentui/react-icons/svg/settings';
import { createContext } from 'react';
import { useTranslation } from 'react-i18next';
import { openView } from '../../base/view.ts';
import type { DiagnosticsSource } from '../../diagnostics/report.ts';
import { MoreItem } from '../../ui/MoreItem.tsx';

export function SettingsItem() {
  const { t } = useTranslation();
  return (
    <MoreItem
      label={t('account.settings')}
      icon={<Settings20Regular />}
      onClick={() => openView('settings')}
    />
  );
}

/** The source of the file that *Save diagnostics* saves; `null` while the user is signed out. */
export const DiagnosticsContext = createContext<DiagnosticsSource | null>(null);
