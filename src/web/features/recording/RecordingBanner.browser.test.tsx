import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { recording } from './recording.ts';
import { RecordingBanner } from './RecordingBanner.tsx';

const renderBanner = () => renderInCall(<RecordingBanner />, { features: [recording] });

it('says that the call is recorded, transcribed or both, until the recording or transcription stops', async () => {
  const { call } = await renderBanner();
  const { Recording, Transcription } = call.features;
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => Recording.changeMembers({ isRecordingActive: true }, 'isRecordingActiveChanged'));
  expect(screen.getByRole('status')).toHaveTextContent('This call is being recorded.');
  await runAndRender(() =>
    Transcription.changeMembers({ isTranscriptionActive: true }, 'isTranscriptionActiveChanged'),
  );
  expect(screen.getByRole('status')).toHaveTextContent('This call is being recorded and transcribed.');
  await runAndRender(() => Recording.changeMembers({ isRecordingActive: false }, 'isRecordingActiveChanged'));
  expect(screen.getByRole('status')).toHaveTextContent('This call is being transcribed.');
  expect(screen.queryByRole('button')).toBeNull();
});

it('asks for the consent that a recording needs, until the user agrees', async () => {
  const { call } = await renderBanner();
  const { Recording } = call.features;
  await runAndRender(() =>
    Recording.changeMembers(
      { isRecordingActive: true, isTeamsConsentRequired: true },
      'isRecordingActiveChanged',
    ),
  );
  expect(screen.getByRole('status')).toHaveTextContent('Until you agree, nobody hears or sees you.');
  await pressButton('Agree');
  expect(Recording.isTeamsConsentRequired).toBe(false);
  expect(screen.getByRole('status')).not.toHaveTextContent('Until you agree');
  expect(screen.queryByRole('button')).toBeNull();
});
