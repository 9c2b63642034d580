import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { MuteButton, MuteBanner } from './Mute.tsx';
import { createSimulatedDevices } from '../../fixtures/simulatedDevices.ts';

it('reports a problem when the browser refuses the microphone again', async () => {
  const devices = createSimulatedDevices(async () => {});
  const askPermission = async () => ({ audio: false, video: false });
  const { call, phone } = await renderInCall(<MuteBanner />, {
    connectedAgent: { devices: { ...devices, askPermission } },
  });
  await runAndRender(() =>
    call.features.UserFacingDiagnostics.media.reportDiagnostic('microphonePermissionDenied', true),
  );
  await pressButton('Turn the microphone on again');
  expect(phone.state.get().problems.map(({ code }) => code)).toEqual(['microphone-refused']);
  // One message is enough. The banner comes back if the user dismisses it.
  expect(screen.queryByRole('button', { name: 'Turn the microphone on again' })).toBeNull();
  await runAndRender(() => phone.dismissProblem({ code: 'microphone-refused' }));
  expect(screen.getByRole('button', { name: 'Turn the microphone on again' })).toBeVisible();
});

it('asks the browser for a refused microphone again at Unmute, and reports that it stays refused', async () => {
  const devices = createSimulatedDevices(async () => {});
  const askPermission = async () => ({ audio: false, video: false });
  const { call, phone } = await renderInCall(<MuteButton />, {
    connectedAgent: { devices: { ...devices, askPermission } },
  });
  await runAndRender(() => call.mute());
  await runAndRender(() =>
    call.features.UserFacingDiagnostics.media.reportDiagnostic('microphonePermissionDenied', true),
  );
  await pressButton('Unmute');
  expect(phone.state.get().problems.map(({ code }) => code)).toEqual(['microphone-refused']);
});

/** Renders the banner in a call in which the user is muted. */
async function renderMuted(beside: ReactNode = null) {
  const app = await renderInCall([<MuteBanner key="banner" />, beside]);
  await runAndRender(() => app.call.mute());
  return app;
}

it.each([
  ['releases the bar', () => userEvent.keyboard('[/Space]')],
  ['leaves the window', () => dispatchEvent(new Event('blur'))],
])('unmutes the user who holds the space bar until the user %s', async (_title, end) => {
  const { call } = await renderMuted();
  await userEvent.keyboard('[Space>]');
  expect(await screen.findByRole('status')).toHaveTextContent(
    'You can be heard while you hold the space bar.',
  );
  await expect.poll(() => call.isMuted).toBe(false);
  await runAndRender(end);
  await expect.poll(() => call.isMuted).toBe(true);
  expect(screen.queryByRole('status')).toBeNull();
  await userEvent.keyboard('[/Space]');
});

it('does not unmute the user who types a space into a text field', async () => {
  const { call } = await renderMuted(<input key="field" />);
  screen.getByRole('textbox').focus();
  await userEvent.keyboard('[Space]');
  expect(screen.getByRole('textbox')).toHaveValue(' ');
  expect(call.isMuted).toBe(true);
});

it('says that the user may still be heard when the service refuses to mute them, and offers to hold the call', async () => {
  const { call, service } = await renderInCall([<MuteBanner key="banner" />, <MuteButton key="button" />]);
  service.refuseNext('mute', 9);
  await pressButton('Mute');
  expect(screen.getByRole('status')).toHaveTextContent('You may still be heard');
  // The button offers what the user still wants, although the SDK says that they are muted.
  expect(screen.getByRole('button', { name: 'Mute' })).toBeVisible();
  expect(call.isMuted).toBe(true);
  await pressButton('Put the call on hold');
  expect(call.state).toBe('LocalHold');
  expect(screen.queryByRole('status')).toBeNull();
});

it('does not claim that a user who holds the space bar is heard while the service refuses to unmute them', async () => {
  const { call, service } = await renderMuted();
  service.refuseNext('unmute', 9);
  await userEvent.keyboard('[Space>]');
  expect(await screen.findByRole('status')).toHaveTextContent('You are not heard yet');
  await userEvent.keyboard('[/Space]');
  await expect.poll(() => call.isMuted).toBe(true);
  expect(screen.queryByRole('status')).toBeNull();
});
