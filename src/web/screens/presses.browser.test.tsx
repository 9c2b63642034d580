import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openView, type View } from '../base/view.ts';
import { findClippedRings } from '../fixtures/findClippedRings.ts';
import { findCoveredControls } from '../fixtures/findCoveredControls.ts';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';
import { runAndRender } from '../fixtures/render.tsx';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { startConsultation } from '../transfer/startTransfer.ts';

afterEach(async () => {
  openView('calls');
  await page.viewport(1280, 800);
});

type App = Awaited<ReturnType<typeof renderWholePhone>>;
const telephones = ['4:+14255550100', '4:+14255550101', '4:+14255550102'] as const;
const ring = ({ service }: App, rawId: string = telephones[0]) =>
  runAndRender(() => service.ringIncomingCall({ identifier: createIdentifierFromRawId(rawId) }));
const enterCall = (app: App, rawId: string = telephones[0]) => app.connectCall(rawId);
/** A busy machine draws the parts of a call late. */
const untilDrawn = { timeout: 8_000 };

/** Presses a button of the toolbar, which appears a moment after the call. */
async function pressControl(name: string) {
  const toolbar = within(await screen.findByRole('toolbar', { name: 'Call controls' }, untilDrawn));
  const button = await toolbar.findByRole('button', { name }, untilDrawn);
  await runAndRender(() => button.click());
}
/** Opens a panel by its button or, where the toolbar has no room for it, by the menu *More*. */
async function openPanel(name: string) {
  await pressControl('More');
  const item = screen.queryByRole('menuitem', { name: new RegExp(`^${name}`) });
  if (item) return runAndRender(() => item.click());
  await userEvent.keyboard('{Escape}');
  await pressControl(name);
}
const openMenuOf = async (name: string) => {
  await userEvent.click(screen.getByRole('button', { name: `More options for ${name}` }));
  await screen.findAllByRole('menuitem', {}, untilDrawn);
};

interface State {
  readonly view?: View;
  /** The controls that the state must show, so that no state is empty by mistake. */
  readonly shows: string | RegExp;
  readonly enter: (app: App) => Promise<unknown>;
  /** The smallest width in pixels at which the state exists. Default: 320. */
  readonly fromWidth?: number;
}

const states: Record<string, State> = {
  home: { shows: 'Call', enter: async () => {} },
  'the suggestions of the dial box': {
    shows: /Bob Baker/,
    enter: async () => userEvent.fill(screen.getByRole('combobox', { name: 'Call someone' }), 'ba'),
  },
  people: { view: 'people', shows: /Bob Baker/, enter: async () => {} },
  'the menu of a favourite': {
    view: 'people',
    shows: /Move to Desk/,
    enter: () => openMenuOf('Bob Baker'),
  },
  'the menu of a favourite beside the calls': {
    shows: /Move to Desk/,
    enter: () => openMenuOf('Bob Baker'),
    fromWidth: 1024,
  },
  'the menu of a group': { view: 'people', shows: /Rename/, enter: () => openMenuOf('the group Desk') },
  meetings: { view: 'meetings', shows: 'Meet now', enter: async () => {} },
  'a ringing call': { shows: 'Accept', enter: ring },
  'three ringing calls': {
    shows: 'Accept',
    enter: async (app) => {
      for (const telephone of telephones) await ring(app, telephone);
    },
  },
  'a call': { shows: 'Hang up', enter: enterCall },
  'a call with a colleague': { shows: 'Hang up', enter: (app) => enterCall(app, bob.rawId) },
  'the menu More of a call': {
    shows: /Keypad/,
    enter: async (app) => {
      await enterCall(app);
      await pressControl('More');
    },
  },
  'a call on hold and another one': {
    shows: 'Hang up',
    enter: async (app) => {
      await enterCall(app, telephones[1]);
      await enterCall(app);
    },
  },
  'the menu of a call on hold': {
    shows: /^End call with/,
    enter: async (app) => {
      await enterCall(app, bob.rawId);
      await enterCall(app);
      await userEvent.click(screen.getByRole('button', { name: 'Options for Bob Baker' }));
    },
  },
  'a call on hold and a ringing call': {
    shows: 'Accept',
    enter: async (app) => {
      const call = await enterCall(app);
      await runAndRender(() => call.hold());
      await ring(app, telephones[1]);
    },
  },
  'a consultation': {
    shows: /Transfer/,
    enter: async (app) => {
      await enterCall(app);
      await runAndRender(() =>
        app.phone.placeCall({ kind: 'people', rawIds: [bob.rawId] }, { video: false }),
      );
      await runAndRender(() => app.service.calls.at(-1)?.connectTo(bob.rawId));
    },
  },
  ...Object.fromEntries(
    ['Transfer', 'People', 'Keypad', 'Add people', 'Call quality'].map((panel) => [
      `the panel ${panel}`,
      {
        shows: /Close/,
        enter: async (app: App) => {
          await enterCall(app, bob.rawId);
          await openPanel(panel);
        },
      },
    ]),
  ),
  'the panel Ask': {
    shows: /Close/,
    enter: async (app) => {
      await enterCall(app);
      const buttons = await screen.findAllByRole('button', { name: 'Ask' }, untilDrawn);
      await runAndRender(() => buttons[0]?.click());
    },
  },
  'a meeting': {
    shows: 'Hang up',
    enter: async ({ service }) => {
      const call = service.addCall('Outgoing');
      await runAndRender(() => {
        call.info.threadId = '19:meeting_1@thread.v2';
        call.setParticipants(bob.rawId, carol.rawId, ...telephones);
        call.changeState('Connected');
      });
    },
  },
  settings: { view: 'settings', shows: /Devices/, enter: async () => {} },
  'settings in a call': {
    shows: /Devices/,
    enter: async (app) => {
      await enterCall(app);
      await screen.findByRole('toolbar', { name: 'Call controls' }, untilDrawn);
      await runAndRender(() => openView('settings'));
    },
  },
};

function scrollToEnd(): void {
  for (const element of document.querySelectorAll('*')) element.scrollTop = element.scrollHeight;
}

const rows = Object.entries(states).flatMap(([name, state]) =>
  [1280, 390, 320]
    .filter((width) => width >= (state.fromWidth ?? 0))
    .map((width) => ({ name, width, state })),
);

it.each(rows)(
  'every visible control gets the press at its centre, and shows its whole focus ring: $name, $width px',
  async ({ width, state: { view, shows, enter } }) => {
    const app = await renderWholePhone(width, view);
    await enter(app);
    await expect
      .poll(() => [...document.querySelectorAll('button, [role]')].filter(isNamed(shows)).length)
      .toBeGreaterThan(0);
    await runAndRender(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))),
    );
    expect(screen.queryAllByText(/A part of this screen failed/)).toEqual([]);
    expect.soft(findCoveredControls()).toEqual([]);
    scrollToEnd();
    await runAndRender(() => {});
    expect.soft(findCoveredControls(), 'after scrolling').toEqual([]);
    // Focus outside an open layer would close it.
    const layer = document.querySelector('[role=menu], [role=listbox]');
    expect.soft(findClippedRings(layer ?? document), 'focus rings').toEqual([]);
  },
);

const isNamed = (name: string | RegExp) => (element: Element) => {
  const text = element.getAttribute('aria-label') ?? element.textContent ?? '';
  return element.checkVisibility() && (typeof name === 'string' ? text === name : name.test(text));
};

it('chooses in the menu of a favourite, and reaches nobody in the rows below it', async () => {
  const app = await renderWholePhone();
  await enterCall(app);
  await openMenuOf('Bob Baker');
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Move to Desk' }));
  await expect.poll(() => app.people.favourites.groups.get().at(-1)?.people.length).toBe(1);
  expect([app.service.startedTargets, app.service.calls.length]).toEqual([[], 1]);
});

it('shows one list of people while the panel Transfer is open', async () => {
  const app = await renderWholePhone();
  await enterCall(app);
  const countCarols = () =>
    [...document.querySelectorAll('bdi')].filter(
      (element) => element.textContent === 'Carol Chen' && element.checkVisibility(),
    ).length;
  await expect.poll(countCarols).toBe(1);
  await pressControl('Transfer');
  await screen.findByRole('row', { name: /Carol Chen/ }, untilDrawn);
  expect(countCarols()).toBe(1);
  await pressControl('Transfer');
  await expect.poll(countCarols).toBe(1);
});

it.each([
  [320, 640],
  [390, 780],
])(
  'in a window of %i by %i pixels, shows the whole button that completes a transfer while another call rings',
  async (width, height) => {
    const app = await renderWholePhone(width);
    await page.viewport(width, height);
    const call = app.service.addCall('Incoming');
    await runAndRender(() => {
      const identifier = createIdentifierFromRawId('28:orgid:aa000000-0000-4000-8000-0000000000aa');
      Object.assign(call, { transferorInfo: { identifier, displayName: 'Support queue' } });
      call.setParticipants(createSimulatedParticipant(telephones[0], { displayName: 'Ada Lovelace' }));
      call.changeState('Connected');
    });
    const session = app.phone.findSession(app.phone.state.get().front ?? '');
    await runAndRender(() => session && startConsultation(app.phone, session, bob.rawId));
    await runAndRender(() => app.service.calls.at(-1)?.connectTo(bob.rawId));
    await ring(app, telephones[1]);
    const button = await screen.findByRole('button', { name: /^Transfer .* now$/ }, untilDrawn);
    // Just after the ring has moved the button, it takes no press.
    await runAndRender(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    const { left, right, top, bottom } = button.getBoundingClientRect();
    expect(bottom - top).toBeGreaterThanOrEqual(40);
    const places = [left + 8, (left + right) / 2, right - 8].flatMap((x) => [
      { x, y: top + 8 },
      { x, y: bottom - 8 },
    ]);
    const isHit = ({ x, y }: (typeof places)[number]) => button.contains(document.elementFromPoint(x, y));
    expect(places.filter((place) => !isHit(place))).toEqual([]);
    await userEvent.click(button);
    expect(call.transfer?.to).toEqual({ targetCallId: app.service.calls.at(-1)?.id });
  },
);
