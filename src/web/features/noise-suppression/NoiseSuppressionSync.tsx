import { useEffect } from 'react';
import { useFeature, useSettings } from '../../calling/react.tsx';
import { noiseSuppression } from './noiseSuppression.ts';

/** Applies the user's setting when the microphone of the call opens. It shows nothing. */
export function NoiseSuppressionSync() {
  const { state, run } = useFeature(noiseSuppression);
  const [{ noiseSuppression: isOn }] = useSettings();
  const isReady = state.availability === 'yes';
  useEffect(() => {
    if (isReady) run({ isOn, isAutomatic: true });
    // `run` changes with each state of the feature, and the command changes that state.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady, isOn]);
  return null;
}
