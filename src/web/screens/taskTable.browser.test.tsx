import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openView } from '../base/view.ts';
import { fail } from '../errors/problem.ts';
import { callFeatures } from '../features/list.ts';
import { renderApp, runAndRender } from '../fixtures/render.tsx';
import { WholeScreen } from '../fixtures/renderWholePhone.tsx';
import { createSimulatedDevices } from '../fixtures/simulatedDevices.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { transfer } from '../transfer/transfer.ts';

// How many keys and clicks the tasks of a receptionist take, and what an event may move on the screen. `npm run bench -- actions`
// measures the times.

beforeEach(async () => {
  await page.viewport(1280, 800);
  document.body.innerHTML = '<div id="ringing"></div>';
  openView('calls');
});
afterEach(() => page.viewport(1280, 800));

/** Renders the whole phone in a call with Bob. The user's favourites are Bob and Carol. */
async function renderInCallWithBob() {
  const microphones = [{ id: 'microphone:a', name: 'Headset' }];
  const app = await renderApp(<WholeScreen />, {
    features: callFeatures.map(({ feature }) => feature),
    connectedAgent: { devices: createSimulatedDevices(async () => {}, { microphones }) },
  });
  await runAndRender(() =>
    [bob, carol].forEach(({ rawId, name }) => app.people.favourites.toggle({ id: rawId, name })),
  );
  const callWithBob = await app.connectCall(bob.rawId);
  // The toolbar is rendered last.
  await screen.findByRole('button', { name: 'Hang up' }, { timeout: 15_000 });
  return { ...app, callWithBob };
}
type App = Awaited<ReturnType<typeof renderInCallWithBob>>;

/** The user's hand, which counts its presses. Keys that are pressed together count as one. */
function createHand() {
  let presses = 0;
  return {
    press: async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        presses += 1;
        // oxlint-disable-next-line no-await-in-loop -- The presses follow one another.
        await userEvent.keyboard(key);
      }
    },
    click: async (element: HTMLElement): Promise<void> => {
      presses += 1;
      await userEvent.click(element);
    },
    count: () => presses,
  };
}
type Hand = ReturnType<typeof createHand>;

const withCtrlShift = (key: string) => `{Control>}{Shift>}${key}{/Shift}{/Control}`;
const withShift = (key: string) => `{Shift>}${key}{/Shift}`;

it.each<[task: string, limit: number, unit: string, run: (app: App, hand: Hand) => Promise<void>]>([
  [
    'transfer a caller',
    5,
    'keys',
    async ({ callWithBob }, { press }) => {
      await press(withCtrlShift('x'), 'c', 'a', '{Enter}');
      await expect.poll(() => callWithBob.transfer).not.toBeNull();
    },
  ],
  [
    'consult a colleague, and complete the transfer',
    5,
    'keys',
    async ({ callWithBob, service }, { press }) => {
      await press(withCtrlShift('x'), 'c', 'a', withShift('{Enter}'));
      await expect.poll(() => service.startedTargets).toEqual([carol.rawId]);
      const consultation = service.calls.at(-1);
      await runAndRender(() => consultation?.connectTo(carol.rawId));
      await press(withCtrlShift('x'));
      await expect.poll(() => callWithBob.transfer?.to).toEqual({ targetCallId: consultation?.id });
    },
  ],
  [
    'swap to a call on hold',
    1,
    'key',
    async ({ callWithBob, connectCall }, { press }) => {
      await connectCall(carol.rawId);
      await expect.poll(() => callWithBob.state).toBe('LocalHold');
      await press(withCtrlShift('[Digit1]'));
      await expect.poll(() => callWithBob.state).toBe('Connected');
    },
  ],
  [
    'begin to type a note',
    0,
    'clicks',
    async () => {
      await userEvent.keyboard('Wants an offer');
      expect(screen.getByRole('textbox', { name: 'Note' })).toHaveValue('Wants an offer');
    },
  ],
  [
    'change the microphone',
    2,
    'clicks',
    async ({ phone }, { click }) => {
      await click(screen.getByRole('button', { name: 'Choose a microphone' }));
      await click(screen.getByRole('menuitemradio', { name: 'Headset' }));
      expect(phone.settings.get().microphone).toBe('microphone:a');
    },
  ],
  [
    'begin to type a message to a third colleague',
    2,
    'clicks',
    async (_app, { click }) => {
      await click(screen.getByRole('button', { name: 'Ask' }));
      const panel = within(await screen.findByRole('complementary', { name: 'Ask a colleague' }));
      await click(panel.getByRole('button', { name: /^Carol Chen/ }));
      await userEvent.keyboard('Free?');
      expect(panel.getByRole('textbox')).toHaveValue('Free?');
    },
  ],
  [
    'begin to type a message to a third colleague',
    3,
    'keys',
    async (_app, { press }) => {
      await press(withCtrlShift('f'), 'c', '{Enter}');
      const panel = within(await screen.findByRole('complementary', { name: 'Ask a colleague' }));
      await userEvent.keyboard('Free?');
      expect(panel.getByRole('textbox', { name: 'Message to Carol Chen' })).toHaveValue('Free?');
    },
  ],
])('to %s, the user needs at most %i %s', async (task, limit, unit, run) => {
  const app = await renderInCallWithBob();
  const hand = createHand();
  await run(app, hand);
  // oxlint-disable-next-line no-console -- The figures are read when a task changes.
  console.info(`${task}: ${hand.count()} of at most ${limit} ${unit}`);
  expect(hand.count()).toBeLessThanOrEqual(limit);
});

/** An event moves a control by at most so many pixels. */
const maxShiftPx = 8;

/** @returns where each visible control of the screen is, except those of cards, which come and go */
const listPlaces = () =>
  new Map(
    [...document.querySelectorAll('button, input, textarea')]
      .filter((control) => !control.closest('#ringing') && control.checkVisibility())
      .map((control) => [control, control.getBoundingClientRect()] as const),
  );

it.each<[event: string, run: (app: App) => unknown]>([
  ['a ring', ({ service }) => service.ringIncomingCall()],
  [
    'the end of a call on hold, with its notice',
    ({ service }) => service.calls.at(0)?.end({ code: 0, subCode: 0 }),
  ],
  [
    'the end of the call on the screen, with others on hold',
    ({ service }) => service.calls.at(-1)?.end({ code: 0, subCode: 0 }),
  ],
  ['a message about a problem', ({ phone }) => phone.reportProblem(fail('call-not-held').problem)],
])('%s moves no control by more than 8 px', async (_event, run) => {
  const app = await renderInCallWithBob();
  for (const rawId of [carol.rawId, '4:+14255550100']) {
    // oxlint-disable-next-line no-await-in-loop -- The user places one call after the other.
    await runAndRender(() => app.phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false }));
    // oxlint-disable-next-line no-await-in-loop -- As above.
    await runAndRender(() => app.service.calls.at(-1)?.connectTo(rawId));
  }
  // The presences and the caller's earlier calls come later.
  await runAndRender(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
  const before = listPlaces();
  expect(before.size).toBeGreaterThan(10);
  await runAndRender(() => run(app));
  await runAndRender(() => new Promise((resolve) => setTimeout(resolve, 500)));
  const shifts = [...listPlaces()].flatMap(([control, place]) => {
    const earlier = before.get(control);
    const shiftPx = earlier ? Math.hypot(place.left - earlier.left, place.top - earlier.top) : 0;
    return shiftPx > maxShiftPx
      ? [`${control.getAttribute('aria-label') ?? control.textContent}: ${shiftPx} px`]
      : [];
  });
  expect(shifts).toEqual([]);
});

it('says the number of a caller during a transfer only in the list of calls and as the title of the call', async () => {
  const app = await renderInCallWithBob();
  await app.connectCall('4:+14255550100');
  const session = app.phone.findSession(app.phone.state.get().front ?? '');
  const target = { kind: 'person', rawId: carol.rawId } as const;
  await runAndRender(() => session?.run(transfer, { kind: 'start', target }));
  await screen.findByText(/^Transferring to Carol Chen/);
  const isDrawn = ({ parentElement: element }: Node) =>
    element !== null && element.checkVisibility({ visibilityProperty: true }) && element.clientWidth !== 1;
  const texts = document.createNodeIterator(document.body, NodeFilter.SHOW_TEXT);
  const places: string[] = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    if (text.textContent?.includes('425 555 0100') && isDrawn(text))
      places.push(text.parentElement?.closest('section, header, li')?.textContent ?? '');
  expect(places.length, places.join('\n')).toBeLessThanOrEqual(2);
});
