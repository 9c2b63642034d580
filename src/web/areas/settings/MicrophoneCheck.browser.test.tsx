import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { MicrophoneCheck } from './MicrophoneCheck.tsx';

afterEach(() => void vi.restoreAllMocks());

it('shows the level of the browser’s microphone, and closes the microphone when the user presses Stop', async () => {
  const getUserMedia = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  await renderApp(<MicrophoneCheck />);
  expect(getUserMedia).not.toHaveBeenCalled();
  await pressButton('Check the microphone');
  const level = screen.getByRole('progressbar', { name: 'Microphone level' });
  // The browser's fake microphone beeps once a second.
  await expect.poll(() => Number(level.ariaValueNow)).toBeGreaterThan(0);
  await pressButton('Stop');
  const stream: MediaStream = await getUserMedia.mock.results[0]?.value;
  expect(stream.getTracks().map(({ readyState }) => readyState)).toEqual(['ended']);
});

it('says what to do when the browser refuses the microphone', async () => {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('', 'NotAllowedError'));
  await renderApp(<MicrophoneCheck />);
  await pressButton('Check the microphone');
  expect(await screen.findByText('Connect a microphone, and allow it for this site.')).toBeVisible();
});
