import { Caption1, Switch } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../calling/react.tsx';

/** Whether call history and favourites stay on this computer after the user signs out, and whether the app asks for ratings. */
export function PrivacyTab() {
  const { t } = useTranslation();
  const [settings, changeSettings] = useSettings();
  const hintId = useId();
  return (
    <>
      <Switch
        label={t('settings.keepLists')}
        aria-describedby={hintId}
        checked={settings.keepsLists}
        onChange={(_event, { checked }) => changeSettings({ keepsLists: checked })}
      />
      <Caption1 id={hintId}>{t('settings.keepListsHint')}</Caption1>
      <Switch
        label={t('survey.setting')}
        checked={settings.callSurvey}
        onChange={(_event, { checked }) => changeSettings({ callSurvey: checked })}
      />
    </>
  );
}
