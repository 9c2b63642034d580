import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { ConnectionCheck } from './ConnectionCheck.tsx';
import { MicrophoneCheck } from './MicrophoneCheck.tsx';

afterEach(() => void vi.restoreAllMocks());

/** The texts of the rows. Each text joins the name of the check, its result and any help without spaces. */
const getRowTexts = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

it('checks the real microphone, camera and WebRTC of this browser', async () => {
  await renderApp(<ConnectionCheck />);
  expect(screen.queryByRole('list')).toBeNull();
  await pressButton('Check the connection');
  expect(screen.getByRole('list')).toHaveAttribute('aria-live', 'polite');
  await expect
    .poll(getRowTexts)
    .toEqual([
      'MicrophoneWorks',
      'CameraWorks',
      'Voice and video through this browserWorks',
      'Calling serviceWorks',
    ]);
});

it('says what the user can do about each check that fails', async () => {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('', 'NotFoundError'));
  const { service } = await renderApp(<ConnectionCheck />);
  await runAndRender(() => service.changeConnection('Disconnected'));
  await pressButton('Check the connection');
  await expect
    .poll(() => getRowTexts()[1])
    .toBe('CameraDoes not workConnect a camera, and allow it for this site.');
  expect(getRowTexts()[3]).toBe(
    'Calling serviceDoes not workThe calling service is not connected. It comes back by itself.',
  );
});

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
