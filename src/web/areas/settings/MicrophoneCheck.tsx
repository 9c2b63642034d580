import { Button, Field, ProgressBar } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDevices, useSettings } from '../../calling/react.tsx';
import { useDeviceAccess } from '../../ui/useDeviceAccess.ts';
import { openLevel } from './level.ts';

/** Shows whether the chosen microphone hears anything. It is open only while the check runs. */
export function MicrophoneCheck() {
  const { t } = useTranslation();
  const [running, setRunning] = useState(false);
  const [settings] = useSettings();
  // One that is not there now is left to the system, as in a call.
  const isHere = useDevices().microphones.some(({ id }) => id === settings.microphone);
  const microphone = isHere ? settings.microphone : null;
  // Blocked, let go or changed meanwhile, it is opened anew.
  const isBlocked = useDeviceAccess().microphone === 'denied';
  return running ? (
    <Meter key={`${isBlocked} ${microphone}`} microphone={microphone} onStop={() => setRunning(false)} />
  ) : (
    <Button onClick={() => setRunning(true)}>{t('settings.listen')}</Button>
  );
}

function Meter({ microphone, onStop }: { microphone: string | null; onStop: () => void }) {
  const { t } = useTranslation();
  const [level, setLevel] = useState(0);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    const { done, close } = openLevel(microphone, setLevel);
    void done.then((outcome) => setRefused(outcome === 'refused'));
    return close;
  }, [microphone]);
  return (
    <>
      <Field
        label={t('settings.level')}
        validationState={refused ? 'error' : 'none'}
        validationMessage={refused ? t('settings.connectionBad.microphone') : null}
      >
        <ProgressBar value={level} thickness="large" />
      </Field>
      <Button onClick={onStop}>{t('settings.stopListening')}</Button>
    </>
  );
}
