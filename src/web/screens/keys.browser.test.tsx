import { screen } from '@testing-library/react';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { camera } from '../features/camera/camera.ts';
import { raiseHand } from '../features/raise-hand/raiseHand.ts';
import { screenShare } from '../features/screen-share/screenShare.ts';
import { TransferPanel } from '../features/transfer/TransferPanel.tsx';
import { renderApp, renderInCall, runAndRender, type AppParts } from '../fixtures/render.tsx';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import { carol } from '../fixtures/testUsers.ts';
import { transfer } from '../transfer/transfer.ts';
import { usePanel } from '../ui/Panel.tsx';
import { MediaKeys } from './MediaKeys.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { PanelShortcuts } from './PanelShortcuts.tsx';

/** Renders the shortcuts and a text field on the screen of a connected call. */
const renderShortcuts = (parts: AppParts = {}) =>
  renderInCall(
    <>
      <Shortcuts />
      <input aria-label="Note" />
    </>,
    { features: [camera, raiseHand, screenShare], ...parts },
  );
beforeEach(() => page.viewport(1280, 800));

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

it('works while the user types in a text field, but leaves to the field the keys that it uses itself', async () => {
  const { call } = await renderShortcuts({ settings: { shortcuts: { mute: 'Alt+M' } } });
  document.querySelector('input')?.focus();
  await userEvent.keyboard('{Alt>}m{/Alt}');
  await pressCtrlShift('y');
  await expect.poll(() => call.state).toBe('LocalHold');
  expect(call.isMuted).toBe(false);
});

it('uses the shortcuts that the user has chosen', async () => {
  const { call } = await renderShortcuts({ settings: { shortcuts: { mute: null, hold: 'Ctrl+Shift+M' } } });
  await pressCtrlShift('m');
  await expect.poll(() => call.state).toBe('LocalHold');
  expect(call.isMuted).toBe(false);
});

it('switches to the call that waits longest, and on to the next one', async () => {
  const { call: first, connectCall, phone } = await renderShortcuts();
  const second = await connectCall();
  await expect.poll(() => first.state).toBe('LocalHold');
  const third = await connectCall();
  await expect.poll(() => second.state).toBe('LocalHold');
  const readStates = () => [first, second, third].map(({ state }) => state);
  for (const index of [0, 1, 2]) {
    // oxlint-disable no-await-in-loop -- The presses follow one another.
    await expect.poll(() => phone.state.get().isSettling, { timeout: 3_000 }).toBe(false);
    await pressCtrlShift('l');
    await expect
      .poll(readStates)
      .toEqual([0, 1, 2].map((other) => (other === index ? 'Connected' : 'LocalHold')));
    // oxlint-enable no-await-in-loop
  }
});

it('switches to a call by its number, which stays the same, also from a text field', async () => {
  const { call: first, connectCall } = await renderShortcuts();
  const second = await connectCall();
  await expect.poll(() => first.state).toBe('LocalHold');
  document.querySelector('input')?.focus();
  for (const [digit, call, other] of [
    ['1', first, second],
    ['2', second, first],
    // The call to which the user talks already.
    ['2', second, first],
    // No call.
    ['3', second, first],
  ] as const) {
    // oxlint-disable no-await-in-loop -- The presses follow one another.
    await pressCtrlShift(`[Digit${digit}]`);
    await expect.poll(() => [call.state, other.state]).toEqual(['Connected', 'LocalHold']);
    // oxlint-enable no-await-in-loop
  }
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

it('mutes, turns the camera on, and hangs up by media keys, and removes its handlers after the call', async () => {
  // The browser shows its media controls only outside of the page.
  const handlers = new Map<string, (() => void) | null>();
  vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
    handlers.set(action, handler as (() => void) | null);
  });
  const setMicrophoneActive = vi.spyOn(navigator.mediaSession, 'setMicrophoneActive');
  const { call } = await renderInCall(<MediaKeys />, { features: [camera] });
  expect(setMicrophoneActive).toHaveBeenLastCalledWith(true);
  await runAndRender(() => handlers.get('togglemicrophone')?.());
  expect(call.isMuted).toBe(true);
  expect(setMicrophoneActive).toHaveBeenLastCalledWith(false);
  await runAndRender(() => handlers.get('togglecamera')?.());
  expect(call.isLocalVideoStarted).toBe(true);
  await runAndRender(() => handlers.get('hangup')?.());
  await expect.poll(() => call.state).toBe('Disconnected');
  await expect
    .poll(() => [...handlers])
    .toEqual([
      ['togglemicrophone', null],
      ['togglecamera', null],
      ['hangup', null],
    ]);
});

const OpenPanel = () => usePanel().name === transfer.name && <TransferPanel />;

/** Renders the shortcuts, and the panel that they open, during a call with Bob. Carol is a favourite. */
function renderTransferShortcuts() {
  const people = createSimulatedPeople();
  people.favourites.toggle({ id: carol.rawId, name: carol.name });
  return renderInCall(
    <>
      <Shortcuts />
      <PanelShortcuts />
      <OpenPanel />
    </>,
    { people },
  );
}

const transferKeys = '{Control>}{Shift>}x{/Shift}{/Control}';
const resumeKeys = '{Control>}{Shift>}b{/Shift}{/Control}';

async function pressInTurn(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await userEvent.keyboard(key);
}

it('gives the focus back to the text field in which the user pressed the shortcut', async () => {
  const field = document.body.appendChild(document.createElement('textarea'));
  onTestFinished(() => field.remove());
  await renderTransferShortcuts();
  field.focus();
  await pressInTurn(transferKeys);
  expect(screen.getByRole('combobox', { name: 'Transfer to' })).toHaveFocus();
  await pressInTurn('{Escape}');
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(field).toHaveFocus();
});

it('resumes with one press, even from the search field, the participant whose transfer failed', async () => {
  const { call, phone } = await renderTransferShortcuts();
  await pressInTurn(transferKeys, 'c', 'a', '{Enter}');
  await expect.poll(() => call.transfer).not.toBeNull();
  await runAndRender(() => call.finishTransfer('Failed', { code: 603, subCode: 0 }));
  await pressInTurn(transferKeys);
  expect(screen.getByRole('combobox')).toHaveFocus();
  await pressInTurn(resumeKeys);
  await expect.poll(() => call.state).toBe('Connected');
  expect(phone.state.get().notices).toEqual([]);
});

it('consults, then completes the transfer with one press once the target has answered', async () => {
  const { call, service } = await renderTransferShortcuts();
  await pressInTurn(transferKeys, 'c', 'a', '{Shift>}{Enter}{/Shift}');
  await expect.poll(() => service.startedTargets).toEqual([carol.rawId]);
  const consultation = service.calls.at(-1);
  await runAndRender(() => consultation?.connectTo(carol.rawId));
  await pressInTurn(resumeKeys);
  await expect.poll(() => call.state).toBe('Connected');
  await pressInTurn(transferKeys);
  await expect.poll(() => call.transfer?.to).toEqual({ targetCallId: consultation?.id });
});

const renderParts = () =>
  renderApp(
    <>
      <Shortcuts />
      <nav>
        <a href="#calls">Calls</a>
        <a href="#people" aria-current="page">
          People
        </a>
      </nav>
      <header>
        <input aria-label="Call someone" />
        <button>Call</button>
      </header>
      <main>
        <div role="toolbar">
          <button>Mute</button>
        </div>
      </main>
      <section>
        <h2>Favourites</h2>
        <button>Bob Baker</button>
      </section>
    </>,
  );
const press = async (keys: string) => {
  await userEvent.keyboard(keys);
  return document.activeElement?.ariaLabel ?? document.activeElement?.textContent;
};
const next = '{Control>}{F6}{/Control}';
const previous = '{Control>}{Shift>}{F6}{/Shift}{/Control}';

it('moves the focus from part to part of the window by Ctrl+F6, but not out of an open dialog', async () => {
  await renderParts();
  document.querySelector('input')?.focus();
  expect(await press(next)).toBe('Mute');
  expect(await press(next)).toBe('Bob Baker');
  expect(await press(next)).toBe('People');
  expect(await press(previous)).toBe('Bob Baker');
  screen.getByRole('main').ariaModal = 'true';
  expect(await press(next)).toBe('Bob Baker');
});
