import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { recording, RecordingBanner } from './RecordingBanner.tsx';

type Activity = 'Recording' | 'Transcription';

async function renderBanner() {
  const { features } = (await renderInCall(<RecordingBanner />, { features: [recording] })).call;
  /** Starts or stops the recording or transcription, as another participant does. */
  const setActive = (activity: Activity, isActive: boolean) =>
    runAndRender(() => {
      Object.assign(features[activity], { [`is${activity}Active`]: isActive });
      features[activity].emit(`is${activity}ActiveChanged`);
    });
  return { features, setActive };
}

it('says that the call is recorded, transcribed or both, until the recording or transcription stops', async () => {
  const { setActive } = await renderBanner();
  expect(screen.queryByRole('status')).toBeNull();
  await setActive('Recording', true);
  expect(screen.getByRole('status')).toHaveTextContent('This call is being recorded.');
  await setActive('Transcription', true);
  expect(screen.getByRole('status')).toHaveTextContent('This call is being recorded and transcribed.');
  await setActive('Recording', false);
  expect(screen.getByRole('status')).toHaveTextContent('This call is being transcribed.');
  expect(screen.queryByRole('button')).toBeNull();
});

it.each<Activity>(['Recording', 'Transcription'])(
  'asks for the consent that a %s needs, until the user agrees',
  async (activity) => {
    const { features, setActive } = await renderBanner();
    features[activity].isTeamsConsentRequired = true;
    await setActive(activity, true);
    expect(screen.getByRole('status')).toHaveTextContent('Until you agree, nobody hears or sees you.');
    await pressButton('Agree');
    expect(features[activity].isTeamsConsentRequired).toBe(false);
    expect(screen.getByRole('status')).not.toHaveTextContent('Until you agree');
    expect(screen.queryByRole('button')).toBeNull();
  },
);
