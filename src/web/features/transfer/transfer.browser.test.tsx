import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { createSimulatedPeople } from '../../fixtures/simulatedPeople.ts';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import type { BusyTime } from '../../people/schedules.ts';
import { PanelContext } from '../../ui/Panel.tsx';
import { LargeTransferButtons, TransferButton, TransferPanel } from './TransferPanel.tsx';
import { startConsultation } from '../../transfer/startTransfer.ts';
import { transfer } from '../../transfer/transfer.ts';
import { TransferBanner } from './TransferBanner.tsx';

beforeEach(() => page.viewport(1280, 800));

const findRow = (name: RegExp) => screen.findByRole('row', { name });

/** Renders the panel for a user whose favourites are Bob, who is in the call, and Carol. */
function renderWithFavourites(panel = <TransferPanel />) {
  const people = createSimulatedPeople();
  for (const { rawId, name } of [bob, carol]) people.favourites.toggle({ id: rawId, name });
  return renderInCall(panel, { people });
}

const carolAsTarget = { targetParticipant: expect.objectContaining({ microsoftTeamsUserId: carol.oid }) };

it('shows the favourites with presence and sign-in name before the user types, without the participant of the call', async () => {
  await renderWithFavourites();
  expect(screen.getByRole('combobox', { name: 'Transfer to' })).toHaveFocus();
  await expect.element(await findRow(/Carol Chen Available · carol@fabrikam.example/)).toBeVisible();
  expect(screen.getAllByRole('row')).toHaveLength(1);
  const [transferRight, consultLeft] = [
    screen.getByRole('button', { name: 'Transfer' }).getBoundingClientRect().right,
    screen.getByRole('button', { name: 'Consult first' }).getBoundingClientRect().left,
  ];
  expect(consultLeft - transferRight).toBeGreaterThanOrEqual(7.9);
});

it('says until when the calendar of a colleague is busy, without moving a row', async () => {
  let answer = (_busyTimes: Map<string, BusyTime>) => {};
  const busyTimes = new Promise<Map<string, BusyTime>>((resolve) => (answer = resolve));
  const people = createSimulatedPeople({}, 'Available', undefined, new Map(), () => busyTimes);
  people.favourites.toggle({ id: carol.rawId, name: carol.name });
  await renderInCall(<TransferPanel />, { people });
  const row = await findRow(/Carol Chen Available/);
  const { height } = row.getBoundingClientRect();
  const until = new Date(2026, 0, 15, 11, 30).getTime();
  vi.spyOn(Date, 'now').mockReturnValue(until - 60_000);
  await runAndRender(() => answer(new Map([[carol.upn, { kind: 'busy', until, isBeyondToday: false }]])));
  await expect.element(await findRow(/Carol Chen Available · Calendar: busy until 11:30/)).toBeVisible();
  expect(row.getBoundingClientRect().height).toBe(height);
});

it('shows the people of the latest calls, but no emergency number, and the directory when the user types', async () => {
  const { history } = await renderInCall(<TransferPanel />);
  expect(screen.queryAllByRole('row')).toHaveLength(0);
  const hint = 'Type a name, an email address or a number to find somebody.';
  expect(screen.getByText(hint)).toBeVisible();
  await runAndRender(() => {
    history.add(createTestEntry({ key: 'emergency', other: '4:911' }));
    history.add(createTestEntry({ key: 'phone', other: '4:+14255550100' }));
  });
  expect(await findRow(/425/)).toBeVisible();
  expect(screen.getAllByRole('row')).toHaveLength(1);
  expect(screen.queryByText(hint)).toBeNull();
  expect(screen.getByRole('heading', { name: 'Recent' })).toBeVisible();
  await userEvent.keyboard('car');
  expect(await findRow(/Carol Chen/)).toBeVisible();
  expect(screen.getAllByRole('row')).toHaveLength(1);
});

it.each(['ca{Enter}', '{ArrowDown}{Enter}'])(
  'transfers at once by the keys %s, but not by Enter alone',
  async (keys) => {
    const { call } = await renderWithFavourites();
    await userEvent.keyboard('{Enter}');
    expect(call.transfer).toBeNull();
    await userEvent.keyboard(keys);
    await expect.poll(() => call.transfer?.to).toEqual(carolAsTarget);
    expect(call.state).toBe('LocalHold');
  },
);

it.each([
  ['desktop', 1280, 'c', /^Type a name, or choose a person with the arrow keys/, /^Enter transfers at once/],
  ['phone', 390, 'ca', null, null],
])(
  'on a %s of %i px, after the text %s, Enter transfers only to a person whom an arrow key has reached, and the hint says so',
  async (_screen, widthPx, text, hint, highlightHint) => {
    await page.viewport(widthPx, 800);
    const { call, people } = await renderWithFavourites();
    await runAndRender(() => people.favourites.toggle({ id: '4:+14255550100', name: 'Carl' }));
    await userEvent.keyboard(text);
    expect(await findRow(/Carol Chen/)).toHaveAttribute('aria-selected', 'false');
    const field = screen.getByRole('combobox');
    const expectHint = (shown: RegExp | null) =>
      shown
        ? expect(field).toHaveAccessibleDescription(shown)
        : expect(field).not.toHaveAccessibleDescription();
    expectHint(hint);
    await userEvent.keyboard('{Enter}');
    expect(call.state).toBe('Connected');
    await userEvent.keyboard('{ArrowDown}');
    expectHint(highlightHint);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => call.transfer?.to).toEqual(carolAsTarget);
  },
);

it('keeps Enter for the highlighted person when a row comes above', async () => {
  const { call, history } = await renderInCall(<TransferPanel />);
  await runAndRender(() => history.add(createTestEntry({ key: '1', other: carol.rawId, name: carol.name })));
  await userEvent.keyboard('ca');
  await findRow(/Carol Chen/);
  const carl = { key: '2', at: Date.now(), other: '4:+14255550100', name: 'Carl' };
  await runAndRender(() => history.add(createTestEntry(carl)));
  await expect.poll(() => screen.getAllByRole('row')[0]?.textContent).toContain('Carl+1 425 555 0100');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => call.transfer?.to).toEqual(carolAsTarget);
});

it('does not transfer to the first of several people who have just come from the directory', async () => {
  let answer = (_people: (typeof carol)[]) => {};
  const search = () => new Promise<(typeof carol)[]>((resolve) => (answer = resolve));
  const { call } = await renderInCall(<TransferPanel />, { people: createSimulatedPeople({ search }) });
  await userEvent.keyboard('ca');
  const cathy = { ...carol, oid: carol.oid.replaceAll('c', 'd'), name: 'Cathy Dunn' };
  let pressed = false;
  const press = () => {
    if (pressed || screen.queryAllByRole('row').length < 2) return;
    pressed = true;
    screen
      .getByRole('combobox')
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  };
  const observer = new MutationObserver(press);
  observer.observe(document.body, { childList: true, subtree: true });
  await expect
    .poll(() => {
      answer([carol, cathy]);
      return pressed;
    })
    .toBe(true);
  observer.disconnect();
  expect(call.transfer).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => call.transfer?.to).toEqual(carolAsTarget);
});

it.each(['{Enter}', '{Shift>}{Enter}{/Shift}'])(
  'after a press on Consult, %s consults, the panel does not say that Bob stays, and Transfer looks closed',
  async (keys) => {
    const panel = { name: transfer.name, intent: 'consult', togglePanel() {}, closePanel() {} };
    const { call, service } = await renderWithFavourites(
      <PanelContext value={panel}>
        <TransferPanel />
        <TransferButton />
      </PanelContext>,
    );
    expect(screen.queryByText(/stays with you/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Transfer', expanded: false })).toBeVisible();
    await userEvent.keyboard(`ca${keys}`);
    await expect.poll(() => service.startedTargets).toEqual([carol.rawId]);
    expect(call.transfer).toBeNull();
  },
);

it.each([
  ['Transfer', carolAsTarget],
  ['To voicemail', { targetParticipantVoicemail: carolAsTarget.targetParticipant }],
])('the button %s of a row transfers with one press', async (name, target) => {
  const { call } = await renderWithFavourites();
  await pressButton(name);
  expect(call.transfer?.to).toEqual(target);
});

it('transfers to a phone number, which has no voicemail', async () => {
  const { call } = await renderInCall(<TransferPanel />);
  await userEvent.keyboard('+14255550100');
  const row = await findRow(/425/);
  expect(within(row).queryByRole('button', { name: 'To voicemail' })).toBeNull();
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => call.transfer?.to)
    .toMatchObject({ targetParticipant: { phoneNumber: '+14255550100' } });
});

it('says why the user cannot transfer a call with three participants', async () => {
  const { call } = await renderWithFavourites();
  await runAndRender(() => call.setParticipants(...call.remoteParticipants, carol.rawId));
  expect(screen.getByText('Not in this kind of call.')).toBeVisible();
});

async function renderBanner() {
  const app = await renderInCall(
    <>
      <TransferBanner />
      <LargeTransferButtons />
    </>,
  );
  const session = app.phone.findSession(app.phone.state.get().front ?? '');
  if (!session) throw new Error('There is no call with Bob.');
  return { ...app, session, getBanner: () => screen.getByRole('status') };
}

/** Lets the user hold the call with Bob, and call Carol to ask her first. */
async function renderDuringConsultation() {
  const banner = await renderBanner();
  await runAndRender(() => startConsultation(banner.phone, banner.session, carol.rawId));
  const consultation = banner.service.calls.at(-1);
  if (!consultation) throw new Error('Carol was not called.');
  await runAndRender(() => consultation.setParticipants(carol.rawId));
  return { ...banner, consultation };
}

const completeLabel = 'Transfer Bob Baker to Carol Chen now';

it('shows both calls of a consultation, and completes the transfer once Carol has answered, from either call', async () => {
  const { call, consultation, getBanner } = await renderDuringConsultation();
  expect(getBanner()).toHaveTextContent('Calling Carol Chen. Bob Baker is on hold.');
  const completeButton = () => screen.getByRole('button', { name: completeLabel });
  const resumeLeft = () =>
    screen.getByRole('button', { name: 'Resume with Bob Baker' }).getBoundingClientRect().left;
  const leftBefore = resumeLeft();
  expect(completeButton()).toHaveAttribute('aria-disabled', 'true');
  await runAndRender(() => consultation.changeState('Connected'));
  expect(getBanner()).toHaveTextContent('Carol Chen answered. Bob Baker is on hold.');
  expect(Math.abs(resumeLeft() - leftBefore)).toBeLessThan(1);
  expect(completeButton()).not.toHaveAttribute('aria-disabled', 'true');
  await pressButton('Resume with Bob Baker');
  expect([call.state, consultation.state]).toEqual(['Connected', 'LocalHold']);
  expect(getBanner()).toHaveTextContent('Carol Chen is on hold, ready to take over Bob Baker.');
  await pressButton(completeLabel);
  expect(call.transfer?.to).toEqual({ targetCallId: consultation.id });
});

it('gives the largest button, the colour and the keys of Transfer to the banner’s button, once Carol has answered', async () => {
  const { consultation } = await renderDuringConsultation();
  await runAndRender(() => consultation.changeState('Connected'));
  const find = (name: string) => screen.getByRole('button', { name });
  const colourOf = (name: string) => getComputedStyle(find(name)).backgroundColor;
  expect(find('Transfer now')).not.toHaveAttribute('aria-keyshortcuts');
  expect(find(completeLabel)).toHaveAttribute('aria-keyshortcuts');
  // The colours change within a moment.
  await vi.waitFor(() => expect(colourOf(completeLabel)).not.toBe(colourOf('Transfer now')));
  // The browser rounds to a part of a pixel.
  const heightOf = (name: string) => Math.round(find(name).getBoundingClientRect().height);
  expect(heightOf(completeLabel)).toBeGreaterThanOrEqual(heightOf('Transfer now'));
  // While Carol is on hold, too, *Resume* has the colour.
  await runAndRender(() => consultation.hold());
  await vi.waitFor(() => expect(colourOf(completeLabel)).toBe(colourOf('Transfer now')));
});

it('in the place of Transfer and Consult, a consultation completes the transfer of the caller, and says who goes where', async () => {
  const { call, consultation } = await renderDuringConsultation();
  const button = screen.getByRole('button', { name: 'Transfer now' });
  expect(button).toHaveAttribute('aria-disabled', 'true');
  expect(button).toHaveAccessibleDescription('Carol Chen has not answered yet.');
  await runAndRender(() => consultation.changeState('Connected'));
  expect(button).toHaveAccessibleDescription('Transfer Bob Baker to Carol Chen');
  for (const name of ['Transfer', 'Consult']) expect(screen.queryByRole('button', { name })).toBeNull();
  await pressButton('Transfer now');
  expect(call.transfer?.to).toEqual({ targetCallId: consultation.id });
});

it('names a caller by the name that the network gives, as the list of calls does', async () => {
  const { call, getBanner, session, phone } = await renderBanner();
  const ada = createSimulatedParticipant('4:+14255550100', { displayName: 'Ada Lovelace' });
  await runAndRender(() => call.setParticipants(ada));
  await runAndRender(() => startConsultation(phone, session, carol.rawId));
  await runAndRender(() => phone.switchTo(session.key));
  await runAndRender(() => phone.switchTo(phone.state.get().calls.at(-1) ?? ''));
  expect(getBanner()).toHaveTextContent('Calling Carol Chen. Ada Lovelace is on hold.');
  expect(screen.getByRole('button', { name: 'Resume with Ada Lovelace' })).toBeVisible();
});

it('says to whom Bob is on the way, without the name that the call shows, and lets the user talk to him again meanwhile', async () => {
  const { call, phone, session, getBanner } = await renderBanner();
  const target = { kind: 'person', rawId: carol.rawId } as const;
  await runAndRender(() => session.run(transfer, { kind: 'start', target }));
  expect(getBanner()).toHaveTextContent(
    /^Transferring to Carol Chen. The call stays with you until somebody answers.$/,
  );
  await runAndRender(() => phone.switchTo(session.key));
  expect(call.state).toBe('Connected');
  await runAndRender(() => call.finishTransfer('Failed', { code: 603, subCode: 0 }));
  expect(screen.queryByRole('status')).toBeNull();
});

it('names the caller who waits when the user cancels the consultation', async () => {
  const { consultation, phone } = await renderDuringConsultation();
  await runAndRender(() => consultation.end({ code: 487, subCode: 0 }));
  expect(phone.state.get().notices).toMatchObject([{ kind: 'consultationEnded', person: bob.rawId }]);
});

it('says that Bob hung up on hold before the transfer', async () => {
  const { call, consultation, phone } = await renderDuringConsultation();
  await runAndRender(() => consultation.changeState('Connected'));
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  const unfinishedTransfer = { phase: 'consultation', target: carol.rawId };
  expect(phone.state.get().notices).toMatchObject([{ kind: 'ended', ended: { unfinishedTransfer } }]);
});
