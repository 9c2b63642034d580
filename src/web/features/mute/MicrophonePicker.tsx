import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { measureMicrophoneLevel } from '../../calling/devices/microphoneLevel.ts';
import { useDevices, useSettings } from '../../calling/react.tsx';
import { LevelMeter } from '../../ui/LevelMeter.tsx';
import { DevicesInMore, WithDevicePicker } from '../DevicePicker.tsx';
import { MuteButton } from './Mute.tsx';

const useStyles = makeStyles({ level: { padding: tokens.spacingHorizontalS } });

/** *Mute*, and beside it the choice of the microphone and the speaker. */
export function MicrophoneControls() {
  const { t } = useTranslation();
  return (
    <WithDevicePicker
      label={t('devices.chooseMicrophone')}
      kinds={['microphone', 'speaker']}
      header={<Level />}
    >
      <MuteButton />
    </WithDevicePicker>
  );
}

export const MicrophoneItems = () => <DevicesInMore kind="microphone" />;

function Level() {
  const styles = useStyles();
  const [settings] = useSettings();
  const isConnected = useDevices().microphones.some(({ id }) => id === settings.microphone);
  const microphone = isConnected ? settings.microphone : null;
  return (
    <div className={styles.level}>
      {/* A new meter for each microphone, which may be refused or work. */}
      <LevelMeter key={microphone} microphone={microphone} measure={measureMicrophoneLevel} />
    </div>
  );
}
