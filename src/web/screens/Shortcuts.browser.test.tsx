import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, renderInCall, type AppParts } from '../fixtures/render.tsx';
import { camera } from '../features/camera/camera.ts';
import { raiseHand } from '../features/raise-hand/raiseHand.ts';
import { screenShare } from '../features/screen-share/screenShare.ts';
import { Shortcuts } from './Shortcuts.tsx';

/** Renders the shortcuts and a text field on the screen of a connected call. */
const renderShortcuts = (parts: AppParts = {}) =>
  renderInCall(
    <>
      <Shortcuts />
      <input aria-label="Note" />
    </>,
    { features: [camera, raiseHand, screenShare], ...parts },
  );
const pressCtrlShift = (letter: string) =>
  userEvent.keyboard(`{Control>}{Shift>}${letter}{/Shift}{/Control}`);

it('mutes, turns the camera on, raises the hand, holds and hangs up when the user presses the keys of Teams', async () => {
  const { call } = await renderShortcuts();
  await pressCtrlShift('m');
  await expect.poll(() => call.isMuted).toBe(true);
  await pressCtrlShift('o');
  await expect.poll(() => call.isLocalVideoStarted).toBe(true);
  await pressCtrlShift('k');
  await expect.poll(() => call.features.RaiseHand.getRaisedHands()).toHaveLength(1);
  await pressCtrlShift('y');
  await expect.poll(() => call.state).toBe('LocalHold');
  await pressCtrlShift('h');
  await expect.poll(() => call.state).toBe('Disconnected');
});

it('mutes while the user types in a text field, because fields do not use letters with Ctrl and Shift', async () => {
  const { call } = await renderShortcuts();
  document.querySelector('input')?.focus();
  await pressCtrlShift('m');
  expect(call.isMuted).toBe(true);
});

it('leaves keys that a text field uses to the field', async () => {
  const { call } = await renderShortcuts({ settings: { shortcuts: { mute: 'Alt+M' } } });
  document.querySelector('input')?.focus();
  await userEvent.keyboard('{Alt>}m{/Alt}');
  expect(call.isMuted).toBe(false);
});

it('uses the shortcuts that the user has chosen', async () => {
  const { call } = await renderShortcuts({ settings: { shortcuts: { mute: null, hold: 'Ctrl+Shift+M' } } });
  await pressCtrlShift('m');
  await expect.poll(() => call.state).toBe('LocalHold');
  expect(call.isMuted).toBe(false);
});

it('declines or accepts an incoming call when the user presses the keys of Teams', async () => {
  const { service, phone } = await renderShortcuts();
  const firstCall = service.ringIncomingCall();
  await runAndRender(() => {});
  await pressCtrlShift('d');
  await expect.poll(() => firstCall.callEndReason?.code).toBe(603);
  // For a moment, the keys take no press, because it may be meant for the first call.
  await expect.poll(() => phone.state.get().areCardsSettling, { timeout: 5_000 }).toBe(false);
  const secondCall = service.ringIncomingCall();
  await runAndRender(() => {});
  await pressCtrlShift('s');
  await expect.poll(() => secondCall.acceptCount).toBe(1);
});
