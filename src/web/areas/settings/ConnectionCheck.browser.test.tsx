import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { ConnectionCheck } from './ConnectionCheck.tsx';

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
