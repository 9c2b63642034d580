import { Body1, Button, Caption1, Checkbox } from '@fluentui/react-components';
import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCapabilities, usePhone } from '../../calling/react.tsx';
import { createReport } from '../../diagnostics/report.ts';
import { saveFile } from '../../ui/saveFile.ts';
import { DiagnosticsContext } from './SettingsItem.tsx';

export function AboutTab() {
  const { t } = useTranslation();
  const { staysAfter2028 } = useCapabilities();
  return (
    <>
      <Body1>{t('settings.version', { version: versions.app })}</Body1>
      <Body1>{t('settings.sdkVersion', { version: versions.sdk })}</Body1>
      <Body1>{t(staysAfter2028 ? 'settings.retirementExtension' : 'settings.retirement')}</Body1>
      <SaveDiagnostics />
    </>
  );
}

// The build replaces these names with strings (see `vite.config.ts`). The tab shows two of them, and the saved file contains all.
declare const __APP_VERSION__: string;
declare const __BUILD_ID__: string;
declare const __SDK_VERSION__: string;

const versions = { app: __APP_VERSION__, build: __BUILD_ID__, sdk: __SDK_VERSION__ };

/** *Save diagnostics*: saves a JSON file for support, without the names and ids of people unless the user includes them. */
function SaveDiagnostics() {
  const { t } = useTranslation();
  const phone = usePhone();
  const source = use(DiagnosticsContext);
  const [includesPeople, setIncludesPeople] = useState(false);
  // Before the sign-in, there is nothing to save.
  if (source === null) return null;
  const download = () => {
    const now = new Date();
    // For example `2026-03-30-14-05`, in UTC.
    const dateAndTime = now.toISOString().slice(0, 16).replaceAll(/[:T]/g, '-');
    const report = createReport(phone, source, { versions, now, includesPeople });
    const text = JSON.stringify(report, null, 2);
    saveFile(text, `switchboard-diagnostics-${dateAndTime}.json`, 'application/json');
  };
  return (
    <>
      <Checkbox
        label={t('settings.diagnosticsPeople')}
        checked={includesPeople}
        onChange={(_event, { checked }) => setIncludesPeople(checked === true)}
      />
      <Button onClick={download}>{t('settings.diagnostics')}</Button>
      <Caption1>{t(includesPeople ? 'settings.diagnosticsHintPeople' : 'settings.diagnosticsHint')}</Caption1>
    </>
  );
}
