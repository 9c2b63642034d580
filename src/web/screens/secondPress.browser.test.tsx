import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen, render, within } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { CallList } from '../areas/calls/CallList.tsx';
import { createStore } from '../base/store.ts';
import type { TabLeadership } from '../calling/tab/leaderTab.ts';
import type { WayBack } from '../calling/tab/rejoinOffer.ts';
import { camera } from '../features/camera/camera.ts';
import { screenShare } from '../features/screen-share/screenShare.ts';
import {
  pressButton,
  pressButtonAndPaint,
  renderApp,
  renderInCall,
  runAndRender,
  waitForCards,
} from '../fixtures/render.tsx';
import { PersonRow } from '../favourites/PersonRow.tsx';
import { TransferPanel } from '../features/transfer/TransferPanel.tsx';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import { PersonCallButtons } from '../person-card/CallActions.tsx';
import { createSimulatedRejoin } from '../fixtures/simulatedPhone.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { IncomingCalls } from '../areas/incoming/IncomingCalls.tsx';
import { CallToolbar } from './CallToolbar.tsx';
import { MediaKeys } from './MediaKeys.tsx';
import { MessageLine } from '../ui/MessageLine.tsx';
import { Messages } from './Messages.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { repeatable, useSecondPressGuard } from '../ui/useSecondPressGuard.ts';

/** Longer than the time in which *Hang up* takes no press after a call has ended. */
const untilSettled = { timeout: 3_000 };

const dave = { rawId: '4:+14255550123', name: 'Dave' };

/** Renders the controls of a call in front, with an earlier call on hold. */
async function renderWithHeldCall() {
  const handlers = new Map<string, (() => void) | null>();
  vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
    handlers.set(action, handler as (() => void) | null);
  });
  const app = await renderInCall(
    <>
      <CallToolbar />
      <MediaKeys />
      <Shortcuts />
      <CallList ringingRows={null} />
    </>,
    { features: [camera, screenShare] },
  );
  const held = app.call;
  const front = await app.connectCall();
  await expect.poll(() => held.state).toBe('LocalHold');
  await expect.poll(() => app.phone.state.get().isHangUpSettling, untilSettled).toBe(false);
  await screen.findByRole('button', { name: 'Hang up' });
  return { ...app, held, front, handlers };
}

it('ends only the call that the user saw when they press Hang up twice, by button, by key, or by headset', async () => {
  const { held, front, handlers } = await renderWithHeldCall();
  const hangUp = screen.getByRole('button', { name: 'Hang up' });
  hangUp.focus();
  const pressInAllWays = async () => {
    await pressButtonAndPaint('Hang up');
    await userEvent.keyboard('{Control>}{Shift>}h{/Shift}{/Control}');
    await runAndRender(() => handlers.get('hangup')?.());
    expect(held.state).toBe('LocalHold');
  };
  // The test moves the time on, because a busy machine takes long for the presses.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  await pressButtonAndPaint('Hang up');
  await expect.poll(() => front.state).toBe('Disconnected');
  await pressInAllWays();
  expect(screen.getByRole('toolbar')).toHaveAttribute('aria-disabled', 'true');
  await runAndRender(() => vi.advanceTimersByTime(700));
  expect(screen.getByRole('toolbar')).toHaveAttribute('aria-disabled', 'false');
  // Nobody can take back a press on *Hang up*, so this button waits longer, and shows it.
  expect(hangUp).toHaveAttribute('aria-disabled', 'true');
  expect(hangUp).toHaveFocus();
  await pressInAllWays();
  await runAndRender(() => vi.advanceTimersByTime(800));
  expect(hangUp).not.toHaveAttribute('aria-disabled', 'true');
  await pressButtonAndPaint('Hang up');
  await expect.poll(() => held.state).toBe('Disconnected');
});

it('does not take a press for the held call when the other participant has just hung up', async () => {
  const { held, front } = await renderWithHeldCall();
  await runAndRender(() => front.end({ code: 0, subCode: 0 }));
  await pressButtonAndPaint('Hang up');
  await pressButton(/^Hold|Resume/);
  expect(held.state).toBe('LocalHold');
});

it.each([
  ['a person', <PersonCallButtons key="person" {...dave} />, /^Transfer to Dave/],
  ['the panel', <TransferPanel key="panel" />, /^Transfer$/],
])(
  'does not transfer the held call by the button of %s when the caller has just hung up',
  async (_place, part, name) => {
    const people = createSimulatedPeople();
    people.favourites.toggle({ id: carol.rawId, name: carol.name });
    const { call: held, connectCall, phone } = await renderInCall(part, { people });
    const front = await connectCall(carol.rawId);
    await expect.poll(() => held.state).toBe('LocalHold');
    await expect.poll(() => phone.state.get().isSettling, untilSettled).toBe(false);
    await screen.findByRole('button', { name });
    await runAndRender(() => front.end({ code: 0, subCode: 0 }));
    await pressButton(name);
    expect(held.transfer).toBeNull();
    await expect.poll(() => phone.state.get().isSettling, untilSettled).toBe(false);
    await pressButton(name);
    expect(held.transfer).not.toBeNull();
  },
);

it.each([
  [
    'a favourite',
    <PersonRow key="row" rawId={dave.rawId} storedName={dave.name} onOpen={() => {}}>
      {null}
    </PersonRow>,
  ],
  ['a person', <PersonCallButtons key="person" {...dave} />],
])('calls nobody by the button of %s when the last caller has just hung up', async (_place, part) => {
  const { connectCall, phone, service } = await renderApp(part);
  const call = await connectCall(bob.rawId);
  await screen.findByRole('button', { name: /^Consult/ });
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  await pressButton(/^Call/);
  expect(service.startedTargets).toEqual([]);
  await expect.poll(() => phone.state.get().isSettling, untilSettled).toBe(false);
  await pressButton(/^Call/);
  expect(service.startedTargets).toHaveLength(1);
});

it('ends no other call by the menu of a row while the list settles after the end of a call', async () => {
  const { held, front, phone, connectCall } = await renderWithHeldCall();
  const last = await connectCall();
  await expect.poll(() => front.state).toBe('LocalHold');
  await expect.poll(() => phone.state.get().isSettling, untilSettled).toBe(false);
  const endCall = async (index: number) => {
    const menus = screen.getAllByRole('button', { name: /^Options for/ });
    await runAndRender(() => menus[index]?.click());
    await runAndRender(() => screen.getByRole('menuitem', { name: /^End call with/ }).click());
  };
  // Stops the list from settling, because a busy machine opens the menu late.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  await endCall(1);
  await expect.poll(() => held.state).toBe('Disconnected');
  await endCall(1);
  await userEvent.keyboard('{Escape}');
  expect([front.state, last.state]).toEqual(['LocalHold', 'Connected']);
  expect(phone.state.get().isSettling).toBe(true);
  await runAndRender(() => vi.runOnlyPendingTimers());
  expect(phone.state.get().isSettling).toBe(false);
  await endCall(1);
  await expect.poll(() => front.state).toBe('Disconnected');
});

it('takes no press on a row that has moved because a call above it has ended', async () => {
  const { held, front, connectCall } = await renderWithHeldCall();
  const last = await connectCall();
  await expect.poll(() => front.state).toBe('LocalHold');
  /** The row of a call on hold. The one that waits longest comes first. */
  const findRow = (index: number) =>
    document.querySelectorAll<HTMLElement>('button[aria-current=false]')[index];
  await expect.poll(() => findRow(1)).toBeDefined();
  const press = (row: HTMLElement | undefined) =>
    runAndRender(() =>
      row?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 })),
    );
  await runAndRender(() => held.end({ code: 0, subCode: 0 }));
  await expect.poll(() => findRow(1)).toBeUndefined();
  await press(findRow(0));
  expect([front.state, last.state]).toEqual(['LocalHold', 'Connected']);
  await expect
    .poll(
      async () => {
        await press(findRow(0));
        return front.state;
      },
      { timeout: 3_000, interval: 100 },
    )
    .toBe('Connected');
});

it.each(['Accept', 'Decline'])(
  'does not take a second press on %s, or on its key, for the incoming call whose card has moved there',
  async (button) => {
    document.body.innerHTML = '<div id="ringing"></div>';
    const { service, phone } = await renderApp(
      <>
        <Shortcuts />
        <IncomingCalls />
      </>,
    );
    const [first, second] = [bob, carol].map(({ rawId }) =>
      service.ringIncomingCall({ identifier: createIdentifierFromRawId(rawId) }),
    );
    await runAndRender(() => {});
    await waitForCards();
    const pressFirst = () => runAndRender(() => screen.getAllByRole('button', { name: button })[0]?.click());
    await pressFirst();
    await expect.poll(() => phone.state.get().incoming.length).toBe(1);
    await runAndRender(() => {});
    await pressFirst();
    await userEvent.keyboard('{Control>}{Shift>}d{/Shift}{/Control}');
    expect([second?.acceptCount, second?.callEndReason]).toEqual([0, undefined]);
    expect(first?.acceptCount).toBe(button === 'Accept' ? 1 : 0);
    await expect.poll(() => phone.state.get().areCardsSettling, untilSettled).toBe(false);
    await runAndRender(() => {});
    await pressFirst();
    await expect.poll(() => phone.state.get().incoming).toEqual([]);
  },
);

it('does not take a second press on Accept for the row that has moved there', async () => {
  document.body.innerHTML = '<div id="ringing"></div>';
  const { service, call, phone } = await renderInCall(
    <>
      <IncomingCalls />
      <CallList ringingRows={null} />
    </>,
  );
  const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(carol.rawId) });
  await runAndRender(() => {});
  await waitForCards();
  const acceptButton = await screen.findByRole('button', { name: 'Accept' });
  await runAndRender(() => acceptButton.click());
  await expect.poll(() => phone.state.get().incoming).toEqual([]);
  await expect.poll(() => call.state).toBe('LocalHold');
  await runAndRender(() => {});
  const pressHeldRow = () =>
    runAndRender(() => document.querySelector<HTMLElement>('button[aria-current=false]')?.click());
  await pressHeldRow();
  expect([incoming.acceptCount, call.state]).toEqual([1, 'LocalHold']);
  await expect.poll(() => phone.state.get().areCardsSettling, untilSettled).toBe(false);
  await runAndRender(() => {});
  await pressHeldRow();
  await expect.poll(() => call.state).toBe('Connected');
});

/** The guard that the phone's screen has. */
function Guard() {
  useSecondPressGuard();
  return null;
}

it('does not hang up by a second Enter on Decline, whose card has given the focus back to Hang up', async () => {
  document.body.innerHTML = '<div id="ringing"></div>';
  const { service, call } = await renderInCall(
    <>
      <Guard />
      <CallToolbar />
      <IncomingCalls />
    </>,
    { features: [camera, screenShare] },
  );
  const hangUpButton = await screen.findByRole('button', { name: 'Hang up' });
  hangUpButton.focus();
  const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(carol.rawId) });
  await runAndRender(() => {});
  await waitForCards();
  screen.getByRole('button', { name: 'Decline' }).focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => document.activeElement).toBe(hangUpButton);
  await userEvent.keyboard('{Enter}');
  expect(incoming.callEndReason).toBeDefined();
  await runAndRender(() => {});
  expect(call.state).toBe('Connected');
  // Another key comes first when the user means the focused button.
  await userEvent.keyboard('{Shift}{Enter}');
  await expect.poll(() => call.state).toBe('Disconnected');
});

it('does not end the call on hold by a second Enter on the button of its menu', async () => {
  const app = await renderInCall(
    <>
      <Guard />
      <CallList ringingRows={null} />
    </>,
  );
  const held = app.call;
  await app.connectCall(carol.rawId);
  await expect.poll(() => held.state).toBe('LocalHold');
  await expect.poll(() => app.phone.state.get().isHangUpSettling, untilSettled).toBe(false);
  const row = await screen.findByRole('listitem', { name: 'Bob Baker, On hold' });
  within(row)
    .getByRole('button', { name: /^Options for/ })
    .focus();
  await userEvent.keyboard('{Enter}');
  const item = await screen.findByRole('menuitem', { name: /^End call with/ });
  await expect.poll(() => document.activeElement).toBe(item);
  await userEvent.keyboard('{Enter}');
  await runAndRender(() => {});
  expect(held.state).toBe('LocalHold');
  await userEvent.keyboard('{Shift}{Enter}');
  await expect.poll(() => held.state).toBe('Disconnected');
});

it('places no call by a press on an offer to rejoin that has just followed Use this tab on the line', async () => {
  const status = createStore<ReturnType<TabLeadership['status']['get']>>('other');
  const leaderTab = { status, takeOver: () => status.set('leader'), close: () => {} };
  const offers = createStore<readonly WayBack[]>([]);
  const rejoin = { ...createSimulatedRejoin(), offers };
  const remedies = { onSignIn: vi.fn(), onRetry: vi.fn(), onCheckSetUp: vi.fn() };
  const { service } = await renderApp(
    <MessageLine>
      <Messages {...remedies} />
    </MessageLine>,
    { leaderTab, rejoin },
  );
  const press = (name: string) =>
    runAndRender(() => screen.getByRole('button', { name }).dispatchEvent(createClick()));
  // A busy machine may show the offer so late that a press is meant for it.
  vi.spyOn(performance, 'now').mockReturnValue(performance.now());
  await press('Use this tab');
  expect(status.get()).toBe('leader');
  await runAndRender(() => offers.set([{ target: { kind: 'people', rawIds: [bob.rawId] } }]));
  await press('Rejoin');
  expect(service.startedTargets).toEqual([]);
});

const createClick = () => new MouseEvent('click', { bubbles: true, detail: 1 });

/** Renders controls, and returns a function that presses one of them at a place. */
function renderControls() {
  const pressed: string[] = [];
  function Controls() {
    useSecondPressGuard();
    return ['Use this tab', 'Call back Bob', 'Call back Carol', 'Dismiss Bob', 'Dismiss Carol'].map((key) => (
      <button
        key={key}
        type="button"
        data-key={key}
        {...(key.startsWith('Dismiss') && repeatable)}
        onClick={() => pressed.push(key)}
      >
        {key.replace(/ (Bob|Carol)$/, '')}
      </button>
    ));
  }
  const { container } = render(<Controls />);
  /** @param options.detail 0 for a press by a key */
  const press = (key: string, { x = 50, detail = 1 } = {}) =>
    container
      .querySelector(`[data-key="${key}"]`)
      ?.dispatchEvent(
        new MouseEvent('click', { bubbles: true, cancelable: true, clientX: x, clientY: 20, detail }),
      );
  return { container, pressed, press };
}

it.each([
  ['a control with another name', 'Use this tab'],
  ['the control of the next message with the same name', 'Call back Bob'],
])('ignores the second press of a double press if it meets %s', async (_what, first) => {
  const { pressed, press } = renderControls();
  press(first);
  press('Call back Carol', { x: 53 });
  press('Call back Carol');
  expect(pressed).toEqual([first]);
  await expect
    .poll(
      () => {
        press('Call back Carol');
        return pressed;
      },
      { timeout: 3_000, interval: 100 },
    )
    .toEqual([first, 'Call back Carol']);
});

it.each(['Enter', ' '])(
  'takes a held key %j once, and not for a control that gets the focus meanwhile',
  async (key) => {
    const { container, pressed } = renderControls();
    const controls = container.querySelectorAll<HTMLElement>('button');
    controls[1]?.focus();
    await userEvent.keyboard(`{${key}>5/}`);
    expect(pressed).toEqual(['Call back Bob']);
    const moveFocus = () => controls[2]?.focus();
    controls[1]?.addEventListener(key === 'Enter' ? 'click' : 'keydown', moveFocus, { once: true });
    await userEvent.keyboard(`{${key}>5/}`);
    expect(controls[2]).toHaveFocus();
    expect(pressed).not.toContain('Call back Carol');
  },
);

it('presses by Enter no button that gets the focus because the same press has removed its field', async () => {
  const { container, pressed } = renderControls();
  const next = container.querySelector<HTMLElement>('[data-key="Call back Bob"]');
  const field = container.appendChild(document.createElement('input'));
  field.addEventListener('keydown', () => {
    field.remove();
    next?.focus();
  });
  field.focus();
  await userEvent.keyboard('{Enter}');
  expect(next).toHaveFocus();
  expect(pressed).toEqual([]);
});

it('ignores the second press of Enter if the first has removed its field, until another key is pressed', async () => {
  const { container, pressed } = renderControls();
  const next = container.querySelector<HTMLElement>('[data-key="Call back Bob"]');
  const field = container.appendChild(document.createElement('input'));
  field.addEventListener('keyup', () => {
    field.remove();
    next?.focus();
  });
  field.focus();
  await userEvent.keyboard('{Enter}{Enter}');
  expect(next).toHaveFocus();
  expect(pressed).toEqual([]);
  await userEvent.keyboard('{Shift}{Enter}');
  expect(pressed).toEqual(['Call back Bob']);
});

it('takes quick presses at other places, by keys, after typing, and on controls that may be pressed repeatedly', () => {
  const { pressed, press } = renderControls();
  press('Use this tab');
  press('Call back Bob', { x: 90 });
  press('Use this tab', { detail: 0, x: 90 });
  press('Dismiss Bob', { x: 200 });
  press('Dismiss Carol', { x: 200 });
  dispatchEvent(new InputEvent('input'));
  press('Call back Bob', { x: 200 });
  expect(pressed).toEqual([
    'Use this tab',
    'Call back Bob',
    'Use this tab',
    'Dismiss Bob',
    'Dismiss Carol',
    'Call back Bob',
  ]);
});
