import { Button, Field, ProgressBar } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDevices, useSettings } from '../../calling/react.tsx';
import { useDeviceAccess } from '../../ui/useDeviceAccess.ts';
import { toBrowserDeviceId } from '../../calling/devices/browserDeviceId.ts';

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

interface MeasuredMicrophone {
  /** Resolves with `open` once the microphone is open, and with `refused` if it cannot be opened. Never rejects. */
  readonly done: Promise<'open' | 'refused'>;
  readonly close: () => void;
}

/** Milliseconds between two measurements. */
const levelIntervalMs = 50;

/** Measures how loud a microphone is. @param microphone the SDK's id. @param onLevel gets a level from 0 to 1 every 50 ms */
function measureMicrophoneLevel(
  microphone: string | null,
  onLevel: (level: number) => void,
): MeasuredMicrophone {
  let isClosed = false;
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  const audioContext = new AudioContext();
  const close = () => {
    isClosed = true;
    clearInterval(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    if (audioContext.state !== 'closed') void audioContext.close();
  };
  const open = async (): Promise<'open' | 'refused'> => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        // `true` means the system's default.
        audio: microphone === null || { deviceId: { exact: toBrowserDeviceId(microphone) } },
      });
    } catch {
      // The user has refused the microphone, or the microphone is missing or busy.
      close();
      return 'refused';
    }
    // `close` was called before the browser had opened the microphone.
    if (isClosed) {
      close();
      return 'open';
    }
    // 1024 samples are about 20 ms of sound.
    const analyser = new AnalyserNode(audioContext, { fftSize: 1024 });
    audioContext.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // Speech has an RMS amplitude of around 0.1, which would fill only a tenth of the scale. The square root of the amplitude,
      // times 1.4, fills almost half of it.
      const amplitude = Math.sqrt(power);
      onLevel(Math.min(1, Math.sqrt(amplitude) * 1.4));
    }, levelIntervalMs);
    return 'open';
  };
  return { done: open(), close };
}
