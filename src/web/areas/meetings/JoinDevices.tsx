import { Caption1, makeStyles, ToggleButton, tokens } from '@fluentui/react-components';
import { Mic20Regular } from '@fluentui/react-icons/svg/mic';
import { MicOff20Regular } from '@fluentui/react-icons/svg/mic-off';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../calling/react.tsx';
import { useDeviceAccess } from '../../ui/useDeviceAccess.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `0 ${tokens.spacingHorizontalS}`,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
  },
});

/** Says, before the user joins a meeting, whether the microphone will be on, and lets the user change that. */
export function JoinDevices() {
  const { t } = useTranslation();
  const styles = useStyles();
  const [{ joinsWithMicrophone }, changeSettings] = useSettings();
  const isBlocked = useDeviceAccess().microphone === 'denied';
  const isOn = joinsWithMicrophone && !isBlocked;
  return (
    <div className={styles.line}>
      <ToggleButton
        size="small"
        appearance="subtle"
        icon={isOn ? <Mic20Regular /> : <MicOff20Regular />}
        checked={isOn}
        disabledFocusable={isBlocked}
        onClick={() => changeSettings({ joinsWithMicrophone: !joinsWithMicrophone })}
      >
        {t(isBlocked ? 'joining.microphoneBlocked' : isOn ? 'joining.microphoneOn' : 'joining.microphoneOff')}
      </ToggleButton>
      <Caption1>{t('joining.camera')}</Caption1>
    </div>
  );
}
