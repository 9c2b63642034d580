import { Body1, Button, Caption1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../../calling/react.tsx';
import { diagnosticsOf, save } from './diagnostics.ts';

// Put in by the build.
declare const __APP_VERSION__: string;
declare const __SDK_VERSION__: string;

const versions = { app: __APP_VERSION__, sdk: __SDK_VERSION__ };

/** Versions, what the platform announces, and a file for whoever helps. */
export function AboutTab() {
  const { t } = useTranslation();
  const phone = usePhone();
  const download = () => {
    const now = new Date();
    const day = now.toISOString().slice(0, 16).replaceAll(/[:T]/g, '-');
    save(diagnosticsOf(phone, versions, now), `switchboard-diagnostics-${day}.json`);
  };
  return (
    <>
      <Body1>{t('settings.version', { version: versions.app })}</Body1>
      <Body1>{t('settings.sdkVersion', { version: versions.sdk })}</Body1>
      <Body1>{t('settings.retirement')}</Body1>
      <Button onClick={download}>{t('settings.diagnostics')}</Button>
      <Caption1>{t('settings.diagnosticsHint')}</Caption1>
    </>
  );
}
