import { Settings20Regular } from '@fluentui/react-icons/svg/settings';
import { createContext, use } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreItem } from '../../ui/MoreItem.tsx';
import type { DiagnosticsSource } from '../../diagnostics/report.ts';

/** Gives the function that opens the settings dialog, which is outside the call screen, so that it stays open when a call ends. */
export const OpenSettingsContext = createContext<() => void>(() => undefined);

export function SettingsItem() {
  const { t } = useTranslation();
  return (
    <MoreItem label={t('account.settings')} icon={<Settings20Regular />} onClick={use(OpenSettingsContext)} />
  );
}

/** The source of the file that *Save diagnostics* saves; `null` while the user is signed out. */
export const DiagnosticsContext = createContext<DiagnosticsSource | null>(null);
