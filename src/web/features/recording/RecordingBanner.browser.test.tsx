import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { recording } from './recording.ts';
import { RecordingBanner } from './RecordingBanner.tsx';

const show = () => renderInCall(<RecordingBanner />, { features: [recording] });
const active = { isRecordingActive: true };

it('says that the call is recorded, transcribed or both, as long as it is', async () => {
  const { call } = await show();
  const { Recording, Transcription } = call.features;
  expect(screen.queryByRole('status')).toBeNull();
  await play(() => Recording.change(active, 'isRecordingActiveChanged'));
  expect(screen.getByRole('status')).toHaveTextContent('This call is being recorded.');
  await play(() => Transcription.change({ isTranscriptionActive: true }, 'isTranscriptionActiveChanged'));
  expect(screen.getByRole('status')).toHaveTextContent('This call is being recorded and transcribed.');
  await play(() => Recording.change({ isRecordingActive: false }, 'isRecordingActiveChanged'));
  expect(screen.getByRole('status')).toHaveTextContent('This call is being transcribed.');
  expect(screen.queryByRole('button')).toBeNull();
});

it('asks for consent where it is needed, until the user agrees', async () => {
  const { call } = await show();
  const { Recording } = call.features;
  await play(() => Recording.change({ ...active, isTeamsConsentRequired: true }, 'isRecordingActiveChanged'));
  expect(screen.getByRole('status')).toHaveTextContent('Until you agree, nobody hears or sees you.');
  await press('Agree');
  expect(Recording.isTeamsConsentRequired).toBe(false);
  expect(screen.getByRole('status')).not.toHaveTextContent('Until you agree');
  expect(screen.queryByRole('button')).toBeNull();
});
