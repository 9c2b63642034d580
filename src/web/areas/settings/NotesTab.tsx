import { Button, Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../calling/react.tsx';
import { readPopHost, useIntegration } from '../../integration/IntegrationContext.ts';
import { useCallLabels } from '../../history/NoteFields.tsx';
import { SettingSwitch } from './SettingSwitch.tsx';
import { maxLabelLength, maxLabels } from '../../settings/settings.ts';

/** Reads labels from a text with one on each line, without empty and repeated ones. */
const parseLabels = (text: string): string[] =>
  [...new Set(text.split('\n').map((line) => line.trim().slice(0, maxLabelLength)))]
    .filter((label) => label !== '')
    .slice(0, maxLabels);

/** What the user keeps about a call: whether the company's own system opens, and the labels (on the screen *outcomes*) to choose from. */
export function NotesTab() {
  const { t, i18n } = useTranslation();
  const [, changeSettings] = useSettings();
  const labels = useCallLabels();
  /** How often the user has restored the defaults. React must then create a new field, because a field keeps its text. */
  const [restoreCount, setRestoreCount] = useState(0);
  const screenPop = useIntegration()?.settings.screenPop;
  return (
    <>
      {screenPop && (
        <SettingSwitch
          name="opensScreenPop"
          label={t('integration.setting', { host: readPopHost(screenPop) })}
        />
      )}
      <Field label={t('note.edit')} hint={t('note.editHint', { count: maxLabels })}>
        <Textarea
          // The default labels change with the language, so a new language also creates the field again.
          key={`${restoreCount} ${i18n.language}`}
          rows={8}
          resize="vertical"
          defaultValue={labels.join('\n')}
          onChange={(_event, { value }) => changeSettings({ callLabels: parseLabels(value) })}
        />
      </Field>
      <Button
        onClick={() => {
          changeSettings({ callLabels: null });
          setRestoreCount(restoreCount + 1);
        }}
      >
        {t('note.restore')}
      </Button>
    </>
  );
}
