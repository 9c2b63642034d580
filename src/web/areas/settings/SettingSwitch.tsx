import { Switch, type SwitchProps } from '@fluentui/react-components';
import { useSettings } from '../../calling/react.tsx';

interface SettingSwitchProps extends SwitchProps {
  name: 'noiseSuppression' | 'callSurvey' | 'opensScreenPop';
}

export function SettingSwitch({ name, ...props }: SettingSwitchProps) {
  const [settings, changeSettings] = useSettings();
  return (
    <Switch
      {...props}
      checked={settings[name]}
      onChange={(_event, { checked }) => changeSettings({ [name]: checked })}
    />
  );
}
