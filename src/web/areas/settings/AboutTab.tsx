import { Body1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { SaveDiagnostics, versions } from './SaveDiagnostics.tsx';

/** The versions of the app and the SDK, Microsoft's announcement that it retires the platform, and *Save diagnostics*. */
export function AboutTab() {
  const { t } = useTranslation();
  return (
    <>
      <Body1>{t('settings.version', { version: versions.app })}</Body1>
      <Body1>{t('settings.sdkVersion', { version: versions.sdk })}</Body1>
      <Body1>{t('settings.retirement')}</Body1>
      <SaveDiagnostics />
    </>
  );
}
