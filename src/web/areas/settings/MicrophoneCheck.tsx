import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDevices, useSettings } from '../../calling/react.tsx';
import { useDeviceAccess } from '../../ui/useDeviceAccess.ts';
import { measureMicrophoneLevel } from '../../calling/devices/microphoneLevel.ts';
import { LevelMeter } from '../../ui/LevelMeter.tsx';

/** Shows how loud the chosen microphone is. The microphone is open only while the check runs. */
export function MicrophoneCheck() {
  const { t } = useTranslation();
  const [isRunning, setRunning] = useState(false);
  const [settings] = useSettings();
  // While the chosen microphone is not connected, the system's default replaces it, as in a call.
  const isConnected = useDevices().microphones.some(({ id }) => id === settings.microphone);
  const microphone = isConnected ? settings.microphone : null;
  // Part of the `key` below: when that changes, React replaces the meter, and the new one opens the microphone again.
  const isBlocked = useDeviceAccess().microphone === 'denied';
  return (
    <>
      {isRunning && (
        <LevelMeter
          key={`${isBlocked} ${microphone}`}
          microphone={microphone}
          measure={measureMicrophoneLevel}
        />
      )}
      {/* The same button starts and stops, so that it keeps the focus: without the focus, Escape would not close the dialog. */}
      <Button onClick={() => setRunning(!isRunning)}>
        {t(isRunning ? 'settings.stopListening' : 'settings.listen')}
      </Button>
    </>
  );
}
