import { Field, ProgressBar } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface LevelMeterProps {
  /** The SDK's id of the microphone; `null` for the system's default. */
  microphone: string | null;
  /** Opens the microphone and reports its level, from 0 to 1, until the signal is aborted. Rejects if it cannot be opened. */
  measure: (
    microphone: string | null,
    onLevel: (level: number) => void,
    signal: AbortSignal,
  ) => Promise<void>;
}

/** Shows how loud a microphone is. The microphone is open as long as the component is shown. */
export function LevelMeter({ microphone, measure }: LevelMeterProps) {
  const { t } = useTranslation();
  const [level, setLevel] = useState(0);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    // The user has refused the microphone, or the microphone is missing or busy.
    measure(microphone, setLevel, controller.signal).catch(() => setRefused(true));
    return () => controller.abort();
  }, [microphone, measure]);
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
