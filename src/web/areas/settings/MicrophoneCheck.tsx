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
  // Part of the `key` below: when that changes, React replaces the meter, and the new one opens the microphone again.
  const isBlocked = useDeviceAccess().microphone === 'denied';
  return (
    <>
      {isRunning && <LevelMeter key={`${isBlocked} ${microphone}`} microphone={microphone} />}
      {/* The same button starts and stops, so that it keeps the focus: without the focus, Escape would not close the dialog. */}
      <Button onClick={() => setRunning(!isRunning)}>
        {t(isRunning ? 'settings.stopListening' : 'settings.listen')}
      </Button>
    </>
  );
}

function LevelMeter({ microphone }: { microphone: string | null }) {
  const { t } = useTranslation();
  const [level, setLevel] = useState(0);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    // The user has refused the microphone, or the microphone is missing or busy.
    measureLevel(microphone, setLevel, controller.signal).catch(() => setRefused(true));
    return () => controller.abort();
  }, [microphone]);
  return (
    <Field
      label={t('settings.level')}
      validationState={isRefused ? 'error' : 'none'}
      validationMessage={isRefused ? t('settings.connectionBad.microphone') : null}
    >
      <ProgressBar value={level} thickness="large" />
    </Field>
  );
}

const measureEveryMs = 50;

/**
 * Measures how loud a microphone is until the signal is aborted.
 * @param microphone the SDK's id; `null` for the system's default
 * @param onLevel gets a level from 0 to 1
 * @throws if the microphone cannot be opened
 */
async function measureLevel(
  microphone: string | null,
  onLevel: (level: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: microphone === null || { deviceId: { exact: toBrowserDeviceId(microphone) } },
  });
  const audioContext = new AudioContext();
  // 1024 samples are about 20 ms of sound.
  const analyser = new AnalyserNode(audioContext, { fftSize: 1024 });
  audioContext.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // Speech has an amplitude of around 0.1 of 1. Its square root, times 1.4, makes speech fill almost half of the bar.
    const amplitude = Math.sqrt(power);
    onLevel(Math.min(1, Math.sqrt(amplitude) * 1.4));
  }, measureEveryMs);
  const close = () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    void audioContext.close();
  };
  // The check may have ended before the browser had opened the microphone.
  if (signal.aborted) close();
  else signal.addEventListener('abort', close);
}
