import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { play, renderInCall, type AppParts } from '../fixtures/render.tsx';
import { camera } from '../features/camera/camera.ts';
import { raiseHand } from '../features/raise-hand/raiseHand.ts';
import { screenShare } from '../features/screen-share/screenShare.ts';
import { Shortcuts } from './Shortcuts.tsx';

const show = (parts: AppParts = {}) =>
  renderInCall(
    <>
      <Shortcuts />
      <input aria-label="Note" />
    </>,
    { features: [camera, raiseHand, screenShare], ...parts },
  );
const press = (letter: string) => userEvent.keyboard(`{Control>}{Shift>}${letter}{/Shift}{/Control}`);

it('mutes, holds, shares, raises the hand and hangs up by the keys of Teams', async () => {
  const { call } = await show();
  await press('m');
  await expect.poll(() => call.isMuted).toBe(true);
  await press('o');
  await expect.poll(() => call.isLocalVideoStarted).toBe(true);
  await press('k');
  await expect.poll(() => call.features.RaiseHand.getRaisedHands()).toHaveLength(1);
  await press('y');
  await expect.poll(() => call.state).toBe('LocalHold');
  await press('h');
  await expect.poll(() => call.state).toBe('Disconnected');
});

it('does nothing while the user types in a field', async () => {
  const { call } = await show();
  document.querySelector('input')?.focus();
  await press('m');
  expect(call.isMuted).toBe(false);
});

it('follows the keys that the user has chosen', async () => {
  const { call } = await show({ settings: { shortcuts: { mute: null, hold: 'Ctrl+Shift+M' } } });
  await press('m');
  await expect.poll(() => call.state).toBe('LocalHold');
  expect(call.isMuted).toBe(false);
});

it('accepts and declines the call that rings', async () => {
  const { service } = await show();
  const ring = service.ring();
  await play(() => {});
  await press('d');
  await expect.poll(() => ring.callEndReason?.code).toBe(603);
  const next = service.ring();
  await play(() => {});
  await press('s');
  await expect.poll(() => next.accepted).toBe(1);
});
