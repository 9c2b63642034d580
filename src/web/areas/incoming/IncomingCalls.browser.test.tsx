import { createIdentifierFromRawId } from '@azure/communication-common';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  pressButton,
  pressButtonAndPaint,
  renderApp,
  runAndRender,
  waitForCards,
} from '../../fixtures/render.tsx';
import { findCoveredControls } from '../../fixtures/findCoveredControls.ts';
import { i18n } from '../../fixtures/i18n.ts';
import { supportedLanguages } from '../../i18n/supportedLanguages.ts';
import { createSimulatedPeople } from '../../fixtures/simulatedPeople.ts';
import type { SimulatedService } from '../../fixtures/simulatedService.ts';
import type { NumberOwner } from '../../people/numberNames.ts';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { IncomingCalls } from './IncomingCalls.tsx';
import { RingingRows } from './RingingRows.tsx';

beforeEach(() => void (document.body.innerHTML = '<div id="ringing"></div>'));

const queue = '28:orgid:aa000000-0000-4000-8000-0000000000aa';
const createCaller = (rawId: string, displayName?: string) => ({
  identifier: createIdentifierFromRawId(rawId),
  ...(displayName !== undefined && { displayName }),
});
/** Lets a call ring, and waits until its card takes presses. */
async function ringFrom(service: SimulatedService, ...caller: Parameters<typeof createCaller>) {
  const incomingCall = service.ringIncomingCall(createCaller(...caller));
  await runAndRender(() => {});
  await waitForCards();
  return incomingCall;
}
const getCard = (name = 'Bob Baker') =>
  screen.getByRole('alertdialog', { name: `Incoming call from ${name}` });

async function renderWithCallFromBob(otherContent?: React.ReactNode) {
  const app = await renderApp(
    <>
      {otherContent}
      <IncomingCalls />
    </>,
  );
  return { ...app, incomingCall: await ringFrom(app.service, bob.rawId) };
}

it('accepts the call with video, beside which the card offers to accept without video and to decline', async () => {
  const { incomingCall, phone } = await renderWithCallFromBob();
  const buttons = within(getCard()).getAllByRole('button');
  const names = ['Accept', 'Decline', 'Accept with video'];
  expect(buttons).toHaveLength(names.length);
  for (const [index, name] of names.entries()) expect(buttons[index]).toHaveAccessibleName(name);
  await pressButtonAndPaint('Accept with video');
  expect([incomingCall.acceptCount, incomingCall.isAcceptedWithVideo]).toEqual([1, true]);
  expect(phone.state.get().calls).toHaveLength(1);
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('measures the page only in the frame after the card has gone, because the call that replaces it should show first', async () => {
  const { incomingCall } = await renderWithCallFromBob(<button type="button">Other</button>);
  const measure = vi.spyOn(screen.getByRole('button', { name: 'Other' }), 'getBoundingClientRect');
  act(() => incomingCall.endRinging({ code: 487, subCode: 0 }));
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(measure).not.toHaveBeenCalled();
  await expect.poll(() => measure.mock.calls.length).toBeGreaterThan(0);
});

it('says that accepting holds the current call, unless that call is on hold already', async () => {
  const { connectCall } = await renderWithCallFromBob();
  const hint = 'Your current call goes on hold.';
  expect(screen.queryByText(hint)).toBeNull();
  const call = await connectCall(carol.rawId);
  expect(screen.getByText(hint)).toBeVisible();
  await runAndRender(() => call.hold());
  await expect.poll(() => screen.queryByText(hint)).toBeNull();
});

it.each([320, 390, 1280])(
  'shows and answers three callers during a call without scrolling, in a window of %i x 640 pixels',
  async (width) => {
    await page.viewport(width, 640);
    const { service, connectCall } = await renderApp(<IncomingCalls />);
    await connectCall(carol.rawId);
    const [, second, third] = [
      await ringFrom(service, bob.rawId),
      await ringFrom(service, '4:+14255550100', 'Maximiliane von Hohenstein-Wartenberg'),
      await ringFrom(service, '4:+14255550101'),
    ];
    await runAndRender(() => second.setTransferor(carol.rawId));
    const list = screen.getByRole('complementary', { name: 'Incoming calls' });
    expect(list.scrollHeight).toBeLessThanOrEqual(list.clientHeight);
    // On a phone it is in *Details*.
    expect(screen.queryAllByRole('button', { name: /^End .* and accept$/ })).toHaveLength(
      width < 640 ? 0 : 1,
    );
    const cards = screen.getAllByRole('alertdialog');
    const tops = cards.map((card) => card.getBoundingClientRect().top);
    expect(tops).toEqual(tops.toSorted((one, other) => one - other));
    expect(cards[1]).toHaveTextContent(/via Carol Chen.*0:0\d.*Maximiliane von Hohenstein-Wartenberg/);
    expect(findCoveredControls()).toEqual([]);
    const acceptButtons = cards.map((card) => within(card).getByRole('button', { name: 'Accept' }));
    const decline = within(cards[2]!).getByRole('button', { name: 'Decline' });
    const gap = decline.getBoundingClientRect().left - acceptButtons[2]!.getBoundingClientRect().right;
    expect(gap).toBeGreaterThanOrEqual(12);
    expect(decline.innerText).toBe(width === 390 ? 'Decline' : '');
    acceptButtons[1]?.focus();
    await runAndRender(() => userEvent.keyboard('{Enter}'));
    await expect.poll(() => second.acceptCount).toBe(1);
    await waitForCards();
    await runAndRender(() => userEvent.click(screen.getAllByRole('button', { name: 'Accept' })[1]!));
    await expect.poll(() => third.acceptCount).toBe(1);
  },
);

it('focuses the card, and none of its buttons, unless the user is in a text field', async () => {
  const { incomingCall, service } = await renderWithCallFromBob(<input aria-label="Note" />);
  expect(getCard()).toHaveFocus();
  await pressButton('Decline');
  expect(incomingCall.callEndReason?.code).toBe(603);
  expect(document.body).toHaveFocus();
  screen.getByRole('textbox').focus();
  await ringFrom(service, carol.rawId);
  expect(getCard('Carol Chen')).toBeVisible();
  expect(screen.getByRole('textbox')).toHaveFocus();
});

it.each([390, 1280])(
  'offers to end the present call, by name and apart from Accept, in a window of %i pixels',
  async (width) => {
    await page.viewport(width, 800);
    const { connectCall, incomingCall } = await renderWithCallFromBob();
    const call = await connectCall(carol.rawId);
    expect(getCard()).toHaveTextContent('Your current call goes on hold.');
    fireEvent.click(within(getCard()).getByText('Details'));
    const [accept, end] = ['Accept', 'End Carol Chen and accept'].map((name) =>
      within(getCard()).getByRole('button', { name }).getBoundingClientRect(),
    );
    expect((end?.top ?? 0) - (accept?.bottom ?? 0)).toBeGreaterThanOrEqual(12);
    expect(end?.height).toBeGreaterThanOrEqual(32);
    await pressButtonAndPaint('End Carol Chen and accept');
    expect([incomingCall.acceptCount, call.state]).toEqual([1, 'Disconnected']);
  },
);

it.each([390, 1280])(
  'opens the row of a second caller as a card with the same facts, buttons and places, in a window of %i pixels',
  async (width) => {
    await page.viewport(width, 800);
    const { service, connectCall } = await renderApp(<IncomingCalls />);
    await connectCall(carol.rawId);
    for (const rawId of ['4:+14255550100', '4:+14255550101']) await ringFrom(service, rawId);
    await pressButton('+1 425 555 0101');
    const layouts = screen.getAllByRole('alertdialog').map((card) => {
      const { left, top } = card.getBoundingClientRect();
      const controls = [...card.querySelectorAll('button, summary')].filter((control) =>
        control.checkVisibility(),
      );
      return controls.map((control) => {
        const place = control.getBoundingClientRect();
        return [control.ariaLabel ?? control.textContent, place.left - left, place.top - top, place.width];
      });
    });
    expect(layouts).toHaveLength(2);
    expect(layouts[0]).toEqual(layouts[1]);
    expect(screen.getAllByText('Your current call goes on hold.')).toHaveLength(2);
  },
);

it('while the browser asks for the microphone, the card says Answering… and the user can still decline the call', async () => {
  const { blockService, releaseService } = await renderWithCallFromBob();
  blockService();
  await pressButtonAndPaint('Accept');
  expect(await screen.findByRole('status')).toHaveTextContent('Answering…');
  expect(screen.getByRole('button', { name: 'Accept' })).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByRole('button', { name: 'Decline' })).not.toHaveAttribute('aria-disabled', 'true');
  await releaseService();
});

it('is silent from the press on Accept, and rings again if the call could not be accepted', async () => {
  const stopSound = vi.spyOn(HTMLMediaElement.prototype, 'pause');
  const startSound = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  const { incomingCall, blockService, releaseService } = await renderWithCallFromBob();
  vi.spyOn(incomingCall, 'accept').mockRejectedValue(new Error('broken'));
  await expect.poll(() => startSound.mock.calls.length).toBe(1);
  blockService();
  await pressButtonAndPaint('Accept');
  expect(stopSound).toHaveBeenCalled();
  await releaseService();
  await expect.poll(() => startSound.mock.calls.length).toBe(2);
});

it('says in the title of the tab with whom the user talks and how long, who calls meanwhile, and how many calls were missed', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { service, history } = await renderApp(<IncomingCalls />);
  const call = service.addCall('Outgoing');
  await runAndRender(() => call.setParticipants(bob.rawId));
  await runAndRender(() => call.changeState('Ringing'));
  expect(document.title).toBe('Bob Baker · Ringing… · Switchboard');
  await runAndRender(() => call.changeState('Connected'));
  await runAndRender(() => vi.advanceTimersByTime(61_000));
  expect(document.title).toBe('Bob Baker · 1:01 · Switchboard');
  await runAndRender(() => call.hold());
  expect(document.title).toBe('Bob Baker · On hold 0:00 · Switchboard');
  const incomingCall = await ringFrom(service, carol.rawId);
  expect(document.title).toBe('Carol Chen is calling · Switchboard');
  await runAndRender(() => incomingCall.endRinging({ code: 487, subCode: 0 }));
  await runAndRender(() => call.changeState('Disconnected'));
  await runAndRender(() => history.add(createTestEntry({ at: Date.now() + 1_000 })));
  expect(document.title).toBe('(1) Switchboard');
});

it('cleans the caller’s name of characters that reverse text', async () => {
  const { incomingCall } = await renderWithCallFromBob();
  await runAndRender(() => (incomingCall.callerInfo = {}));
  await runAndRender(() => incomingCall.setCallerName('Eve\u202E Evil'));
  expect(getCard('Eve Evil')).toBeVisible();
});

it('shows the job title and the ringing time, and the verified id after a press on Details', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  await renderWithCallFromBob();
  expect(getCard()).toHaveTextContent('Baker · Support');
  await runAndRender(() => vi.advanceTimersByTime(12_000));
  expect(screen.getByRole('timer', { name: 'Ringing time' })).toHaveTextContent(/^0:12$/);
  expect(screen.getByText(bob.oid)).not.toBeVisible();
  fireEvent.click(screen.getByText('Details'));
  expect(screen.getByText(bob.oid)).toBeVisible();
});

it('says that the caller is not in the directory', async () => {
  const { service } = await renderWithCallFromBob();
  await ringFrom(service, '8:orgid:f0000000-0000-4000-8000-00000000000f', 'Alice Archer');
  expect(getCard('Alice Archer')).toHaveTextContent('Not in your directory');
});

it('F10: says that the directory could not confirm the shown name of a Teams user', async () => {
  const people = createSimulatedPeople({ find: async () => 'unavailable' });
  const { service } = await renderApp(<IncomingCalls />, { people });
  await ringFrom(service, bob.rawId, 'Alice Archer');
  expect(getCard('Alice Archer')).toHaveTextContent('Name not verified');
  await ringFrom(service, '4:+14255550100');
  expect(getCard('+1 425 555 0100')).not.toHaveTextContent('Name not verified');
  // A Teams user without a shown name is named by the verified id.
  await ringFrom(service, carol.rawId);
  expect(getCard(carol.oid)).not.toHaveTextContent('Name not verified');
});

it.each([
  ['names the queue through which the call came', queue, 'Support queue', [], 'via Support queue'],
  ['names the person who transferred the call', carol.rawId, undefined, [], 'via Carol Chen'],
  ['says for whom the call of a delegator is', carol.rawId, undefined, [carol.rawId], 'for Carol Chen'],
] as const)(
  '%s, and shows what the calling application sent',
  async (_title, rawId, displayName, delegators, words) => {
    const { service } = await renderApp(<IncomingCalls />, { settings: { delegators: [...delegators] } });
    await runAndRender(() =>
      service.ringIncomingCall(createCaller('4:+14255550100'), {
        transferorInfo: { identifier: createIdentifierFromRawId(rawId), ...(displayName && { displayName }) },
        customContext: { userToUser: 'order 4711' },
      }),
    );
    const card = getCard('+1 425 555 0100');
    expect(card).toHaveTextContent(words);
    expect(card.textContent?.includes('via')).toBe(words.startsWith('via'));
    expect(card).toHaveTextContent('order 4711');
  },
);

it('lists a ringing call for screen readers, shows its row only while it has the focus, and moves the focus to the card', async () => {
  const { service } = await renderApp(
    <>
      <input aria-label="Other" ref={(input) => input?.focus()} />
      <ul>
        <RingingRows />
      </ul>
      <IncomingCalls />
    </>,
  );
  await ringFrom(service, bob.rawId);
  const row = screen.getByRole('listitem', { name: 'Bob Baker, Ringing…' });
  expect(row.getBoundingClientRect().height).toBeLessThan(5);
  await runAndRender(() => within(row).getByRole('button').focus());
  expect(row.getBoundingClientRect().height).toBeGreaterThan(30);
  await pressButton('Bob Baker, Ringing…');
  expect(screen.getByRole('alertdialog')).toHaveFocus();
  expect(row.getBoundingClientRect().height).toBeLessThan(5);
});

afterEach(async () => {
  await i18n.changeLanguage('en');
  await page.viewport(1280, 800);
});

it.each(supportedLanguages.flatMap(({ tag }) => [320, 700, 1280].map((width) => [tag, width] as const)))(
  'in the language %s and a window of %i pixels, cuts off nothing that the user needs to decide, and gives Accept most of the row',
  async (tag, width) => {
    const { default: words } = (await import(`../../locales/${tag}.json`)) as { default: object };
    i18n.addResourceBundle(tag, 'translation', words, true, true);
    await i18n.changeLanguage(tag);
    await page.viewport(width, 800);
    const { service, connectCall } = await renderApp(<IncomingCalls />);
    await connectCall(carol.rawId);
    await runAndRender(() =>
      service.ringIncomingCall(createCaller('4:+14255550100', 'Maximiliane von Hohenstein-Wartenberg'), {
        transferorInfo: {
          identifier: createIdentifierFromRawId(queue),
          displayName: 'Bewerbungen und Personal',
        },
      }),
    );
    const card = screen.getByRole('alertdialog');
    await runAndRender(() => card.querySelector('summary')?.click());
    for (const text of [
      'Maximiliane von Hohenstein-Wartenberg',
      /Bewerbungen und Personal/,
      i18n.t('incoming.accept'),
      i18n.t('incoming.endAndAccept', { name: 'Carol Chen' }),
    ]) {
      const element = within(card).getByText(text).closest<HTMLElement>('span, button') ?? card;
      expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth || element.scrollWidth);
      expect(element.scrollHeight).toBeLessThanOrEqual(element.clientHeight || element.scrollHeight);
      expect(element.getBoundingClientRect().right).toBeLessThanOrEqual(card.getBoundingClientRect().right);
      expect(element.getBoundingClientRect().left).toBeGreaterThanOrEqual(card.getBoundingClientRect().left);
    }
    const [acceptButton, ...otherButtons] = within(card).getAllByRole('button');
    const icons = otherButtons.slice(0, -1);
    const row = [acceptButton!, ...icons]
      .map((button) => button.getBoundingClientRect())
      .toSorted((one, other) => one.left - other.left);
    for (const [index, { right }] of row.slice(0, -1).entries())
      expect((row[index + 1]?.left ?? 0) - right).toBeGreaterThanOrEqual(7.9);
    const acceptWidth = acceptButton?.offsetWidth ?? 0;
    expect(icons).toHaveLength(2);
    for (const icon of icons) expect(icon.offsetWidth).toBeLessThan(acceptWidth * 0.6);
    const decline = within(card).getByRole('button', { name: i18n.t('incoming.decline') });
    // The word, except beside the favourites of a tablet.
    expect(decline.innerText).toBe(width === 700 ? '' : i18n.t('incoming.decline'));
    expect(decline.scrollWidth).toBeLessThanOrEqual(decline.clientWidth);
    const word = within(decline).getByText(i18n.t('incoming.decline')).getBoundingClientRect();
    if (width !== 700) expect(word.left - decline.getBoundingClientRect().left).toBeGreaterThanOrEqual(7.9);
    if (width === 1280)
      expect(acceptWidth / (icons[0]?.parentElement?.offsetWidth ?? 0)).toBeGreaterThan(0.5);
  },
);

it.each([320, 390, 1280])(
  'gives Accept three fifths of the row in a window of %i pixels, and the other buttons the rest',
  async (width) => {
    await page.viewport(width, 800);
    await renderWithCallFromBob();
    const [accept, ...others] = within(getCard())
      .getAllByRole('button')
      .map((button) => button.getBoundingClientRect());
    const row = within(getCard())
      .getByRole('button', { name: 'Accept' })
      .parentElement?.getBoundingClientRect();
    const share = (accept?.width ?? 0) / (row?.width ?? 0);
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.65);
    expect(others.at(-1)?.right).toBeCloseTo(row?.right ?? 0, 0);
  },
);

it('shows even the longest name in letters of 14 pixels, and says all of it in a tooltip', async () => {
  await page.viewport(320, 800);
  const { service } = await renderApp(<IncomingCalls />);
  const names = [1, 2].map((number) => `${'Donaudampfschifffahrt '.repeat(4)}${number}`);
  for (const [index, name] of names.entries()) await ringFrom(service, `4:+1425555010${index}`, name);
  for (const name of names) {
    const text = screen.getByTitle(name);
    expect(Number.parseFloat(getComputedStyle(text).fontSize)).toBeGreaterThanOrEqual(14);
    expect(text.clientHeight).toBeLessThanOrEqual(76);
  }
  // Without a company, the card has four lines for the name.
  const first = screen.getByTitle(names[0]!);
  expect(first.scrollHeight).toBeLessThanOrEqual(first.clientHeight);
});

it('in a language from right to left, cuts a Latin name at its end', async () => {
  const { service } = await renderApp(<IncomingCalls />);
  const names = ['Donaudampfschifffahrt '.repeat(6), 'Donaudampfschifffahrtsgesellschaft '.repeat(4)];
  for (const [index, name] of names.entries()) await ringFrom(service, `4:+1425555010${index}`, name.trim());
  for (const card of screen.getAllByRole('alertdialog')) card.dir = 'rtl';
  for (const name of names) {
    const text = screen.getByTitle(name.trim());
    expect(getComputedStyle(text)).toMatchObject({ direction: 'ltr', textAlign: 'start' });
  }
});

it('keeps every button where it is when the name, the company and the queue arrive late', async () => {
  let answer = (_owner: NumberOwner) => {};
  const request = async (_number: string, onOwner: typeof answer) => void (answer = onOwner);
  const { service } = await renderApp(<IncomingCalls />, { people: createSimulatedPeople({ request }) });
  const incomingCall = await ringFrom(service, '4:+14255550100');
  const readPlaces = () =>
    within(screen.getByRole('alertdialog'))
      .getAllByRole('button')
      .map((button) => button.getBoundingClientRect().top);
  const before = readPlaces();
  await runAndRender(() => {
    answer({ name: 'Nadia Northwind', company: 'Northwind Traders', oid: null });
    incomingCall.setTransferor(carol.rawId);
  });
  const card = screen.getByRole('alertdialog');
  for (const text of ['Nadia Northwind', 'Northwind Traders', '+1 425 555 0100', 'via Carol Chen'])
    expect(within(card).getAllByText(text)[0]).toBeVisible();
  expect(getComputedStyle(within(card).getAllByText('+1 425 555 0100')[0]!).fontSize).toBe('14px');
  for (const [index, top] of readPlaces().entries())
    expect(Math.abs(top - (before[index] ?? 0))).toBeLessThanOrEqual(8);
});

it('says when the user last talked with the caller, and what they noted', async () => {
  const { history } = await renderWithCallFromBob();
  await runAndRender(() =>
    history.add(createTestEntry({ at: Date.now(), label: 'Resolved', note: 'Wants an offer' })),
  );
  expect(getCard()).toHaveTextContent(/Last call: Today .* · Resolved · Wants an offer/);
});

it.each([
  ['a name', bob.rawId, 'Bob Baker', ''],
  ['a number below a name', '4:+14255550100', 'Ada', '+1 425 555 0100'],
  ['a number once', '4:+14255550100', undefined, ''],
  ['no id', '8:orgid:dddddddd-0000-4000-8000-00000000000d', undefined, ''],
])('tells the operating system %s', async (_what, rawId, displayName, body) => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const show = vi.fn(function () {
    return Object.assign(new EventTarget(), { close() {} });
  });
  vi.stubGlobal('Notification', Object.assign(show, { permission: 'granted' }));
  const { service } = await renderApp(<IncomingCalls />, { settings: { notifications: true } });
  service.ringIncomingCall(createCaller(rawId, displayName));
  await runAndRender(() => {});
  const name = displayName ?? (rawId.startsWith('4:') ? '+1 425 555 0100' : 'someone');
  await expect
    .poll(() => show.mock.lastCall)
    .toEqual([`Incoming call from ${name}`, expect.objectContaining({ body })]);
});
