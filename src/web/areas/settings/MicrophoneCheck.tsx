import { Button, Field, ProgressBar } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDevices, useSettings } from '../../calling/react.tsx';
import { useDeviceAccess } from '../../ui/useDeviceAccess.ts';
import { measureMicrophoneLevel } from './microphoneLevel.ts';

/** Shows how loud the chosen microphone is. The microphone is open only while the check runs. */
export function MicrophoneCheck() {
  const { t } = useTranslation();
  const [isRunning, setRunning] = useState(false);
  const [settings] = useSettings();
  // While the chosen microphone is not connected, the system's default replaces it, as in a call.
  const isConnected = useDevices().microphones.some(({ id }) => id === settings.microphone);
  const microphone = isConnected ? settings.microphone : null;
  // The `key` below changes when the permission or the choice changes. React then replaces the meter, which opens the
  // microphone again.
  const isBlocked = useDeviceAccess().microphone === 'denied';
  return isRunning ? (
    <LevelMeter key={`${isBlocked} ${microphone}`} microphone={microphone} onStop={() => setRunning(false)} />
  ) : (
    <Button onClick={() => setRunning(true)}>{t('settings.listen')}</Button>
  );
}

function LevelMeter({ microphone, onStop }: { microphone: string | null; onStop: () => void }) {
  const { t } = useTranslation();
  const [level, setLevel] = useState(0);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    const { done, close } = measureMicrophoneLevel(microphone, setLevel);
    void done.then((result) => setRefused(result === 'refused'));
    return close;
  }, [microphone]);
  return (
    <>
      <Field
        label={t('settings.level')}
        validationState={isRefused ? 'error' : 'none'}
        validationMessage={isRefused ? t('settings.connectionBad.microphone') : null}
      >
        <ProgressBar value={level} thickness="large" />
      </Field>
      <Button onClick={onStop}>{t('settings.stopListening')}</Button>
    </>
  );
}
