import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen, within } from '@testing-library/react';
import { expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender } from '../fixtures/render.tsx';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';
import { alice, bob, carol } from '../fixtures/testUsers.ts';
import { startCallLog } from '../history/callLog.ts';
import { isTransferable, startConsultation } from '../transfer/startTransfer.ts';

const embedded = { settings: { embedding: true }, oid: alice.oid, webHook: null };

/** Renders the phone with a connected call to Bob. @param query `?show=call` for the frame that shows only the call */
async function renderCall(width: number, query = '?') {
  history.replaceState(null, '', query);
  onTestFinished(() => history.replaceState(null, '', '?'));
  const app = await renderWholePhone(width, 'calls', embedded);
  startCallLog(app.phone, app.history);
  const call = await app.connectCall(bob.rawId);
  await screen.findByRole('region', { name: 'Call' });
  return { ...app, call };
}
const hungUp = { code: 0, subCode: 0 };
const getField = () => screen.getByRole('textbox', { name: /^Note/ });
const queryPanel = () => screen.queryByRole('complementary', { name: 'Note about Bob Baker' });
const queryNoteButton = () =>
  within(screen.getByRole('region', { name: 'What happened' })).queryByRole('button', { name: 'Note' });

it.each([
  [1280, '?'],
  [1280, '?show=call'],
  [420, '?show=call'],
])(
  'in a window of %i pixels with %s, the message about an ended call opens its note, which moves nothing',
  async (width, query) => {
    const { call, history: calls } = await renderCall(width, query);
    await runAndRender(() => call.end(hungUp));
    const readPlaces = () =>
      [...document.querySelectorAll('main, main button, section[aria-label="What happened"] button')]
        .filter((element) => !queryPanel()?.contains(element))
        .map((element) => JSON.stringify(element.getBoundingClientRect()));
    const places = readPlaces();
    await runAndRender(() => userEvent.click(screen.getByRole('button', { name: 'Note' })));
    expect(getField()).toHaveFocus();
    expect(readPlaces()).toEqual(places);
    await userEvent.keyboard('Wants an offer');
    await runAndRender(() =>
      userEvent.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'Resolved'),
    );
    await userEvent.keyboard('{Escape}');
    expect(queryPanel()).toBeNull();
    expect(queryNoteButton()).toHaveFocus();
    expect(calls.entries.get()).toMatchObject([{ note: 'Wants an offer', label: 'Resolved' }]);
  },
);

it.each([
  [1280, 'the user'],
  [1280, 'the caller'],
  [390, 'the user'],
  [320, 'the caller'],
])(
  'in a window of %i pixels, with another caller on hold, offers the note and a call back after %s has hung up',
  async (width, who) => {
    const { call, phone, service, connectCall, history: calls } = await renderCall(width);
    const bobKey = phone.state.get().front ?? '';
    const toCarol = await connectCall(carol.rawId);
    await runAndRender(() => phone.switchTo(bobKey));
    await runAndRender(() => (who === 'the user' ? phone.hangUp(bobKey) : call.end(hungUp)));
    await expect.poll(queryNoteButton).toBeVisible();
    expect(screen.getAllByText(/has ended|hung up/)).toHaveLength(1);
    expect(getField()).not.toHaveFocus();
    const readTops = () =>
      [...document.querySelectorAll('main button, main textarea, main select')]
        .filter((element) => !queryPanel()?.contains(element))
        .map((element) => element.getBoundingClientRect().top);
    const tops = readTops();
    await runAndRender(() => queryNoteButton()?.focus());
    await runAndRender(() => userEvent.keyboard('{Enter}'));
    expect(screen.getByRole('textbox', { name: 'Note about Bob Baker' })).toHaveFocus();
    // The note of the caller on hold says whose it is or, on a phone, is covered.
    const names = screen.getAllByRole('textbox', { name: /^Note/ }).map(({ ariaLabel }) => ariaLabel);
    const namesBeside = width === 1280 ? ['Note about Carol Chen'] : [];
    expect(names).toEqual([...namesBeside, 'Note about Bob Baker']);
    const toolbar = screen.getByRole('button', { name: 'Hang up' }).getBoundingClientRect();
    // The panel arrives with a motion.
    await expect.poll(() => queryPanel()?.getBoundingClientRect().bottom).toBeLessThanOrEqual(toolbar.top);
    if (width === 1280)
      for (const [index, top] of readTops().entries())
        expect(Math.abs(top - (tops[index] ?? 0))).toBeLessThanOrEqual(8);
    await userEvent.keyboard('Resolved it{Escape}');
    expect(queryNoteButton()).toHaveFocus();
    expect(getField()).toHaveValue('');
    expect(calls.entries.get()).toMatchObject([{ other: carol.rawId }, { note: 'Resolved it' }]);
    await runAndRender(() => screen.getByRole('button', { name: 'Call back' }).click());
    expect(service.startedTargets).toEqual([bob.rawId]);
    expect(toCarol.state).toBe('LocalHold');
  },
);

it.each([1280, 390])(
  'in a window of %i pixels, goes on with the note of a caller who hangs up, and not with that of the caller on hold',
  async (width) => {
    const { call, phone, connectCall, history: calls } = await renderCall(width);
    const bobKey = phone.state.get().front ?? '';
    await connectCall(carol.rawId);
    await runAndRender(() => phone.switchTo(bobKey));
    await runAndRender(() => getField().focus());
    await userEvent.keyboard('Wants');
    await runAndRender(() => call.end(hungUp));
    await screen.findAllByRole('button', { name: 'Resume' });
    await userEvent.keyboard(' an offer');
    expect(screen.getByRole('textbox', { name: 'Note about Bob Baker' })).toHaveValue('Wants an offer');
    await userEvent.keyboard('{Escape}');
    expect(getField()).toHaveValue('');
    expect(calls.entries.get()).toMatchObject([{ other: carol.rawId }, { note: 'Wants an offer' }]);
    expect(calls.entries.get()[0]?.note).toBeUndefined();
  },
);

it.each([1280, 390])(
  'D2: in a window of %i pixels, keeps the note about the caller whole when the consulted colleague declines meanwhile',
  async (width) => {
    const { phone, service, connectCall, history: calls } = await renderCall(width);
    await connectCall('4:+14255550121');
    const toDan = await connectCall('4:+14255550122');
    await runAndRender(() => toDan.setParticipants('4:+14255550122'));
    const session = phone.findSession(phone.state.get().front ?? '');
    if (!session) throw new Error('There is no call on the screen.');
    await expect.poll(() => isTransferable(session)).toBe(true);
    await runAndRender(() => startConsultation(phone, session, carol.rawId));
    await expect.poll(() => service.startedTargets.at(-1)).toBe(carol.rawId);
    await screen.findByText(/^Calling Carol/);
    await runAndRender(() => getField().focus());
    await userEvent.keyboard('Wants');
    await runAndRender(() => service.calls.at(-1)?.end({ code: 603, subCode: 0 }));
    await expect.poll(() => phone.state.get().front).toBe(session.key);
    await expect.poll(() => document.activeElement?.matches('[aria-label=Call], textarea')).toBe(true);
    await userEvent.keyboard(' an offer');
    await expect.poll(() => calls.entries.get().map((entry) => entry.note)).toContain('Wants an offer');
    const noted = calls.entries.get().filter((entry) => entry.note !== undefined);
    expect(noted).toMatchObject([{ other: '4:+14255550122', note: 'Wants an offer' }]);
  },
);

it.each([1280, 390])(
  'D2: in a window of %i pixels, goes on with the note of a caller when the SDK starts another call meanwhile',
  async (width) => {
    const { service, history: calls } = await renderCall(width);
    await runAndRender(() => getField().focus());
    await userEvent.keyboard('Wants');
    await runAndRender(() => service.addCall('Outgoing').connectTo(carol.rawId));
    await screen.findByRole('textbox', { name: 'Note about Bob Baker' });
    await userEvent.keyboard(' an offer');
    await expect.poll(() => calls.entries.get().map((entry) => entry.note)).toContain('Wants an offer');
    const noted = calls.entries.get().filter((entry) => entry.note !== undefined);
    expect(noted).toMatchObject([{ other: bob.rawId, note: 'Wants an offer' }]);
  },
);

it('has no such button on a phone, where the list of calls has the note', async () => {
  const { call } = await renderCall(390);
  await runAndRender(() => call.end(hungUp));
  expect(queryNoteButton()).toBeNull();
});

it.each([
  [1280, '?'],
  [390, '?'],
  [420, '?show=call'],
])(
  'in a window of %i pixels with %s, keeps a note open whose call ends while the user writes, until another call comes',
  async (width, query) => {
    const { call, service, connectCall, history: calls } = await renderCall(width, query);
    await runAndRender(() => getField().focus());
    await userEvent.keyboard('Wants');
    await runAndRender(() => call.end(hungUp));
    expect(screen.getByRole('textbox', { name: 'Note about Bob Baker' })).toHaveFocus();
    await userEvent.keyboard(' an offer');
    expect(getField()).toHaveValue('Wants an offer');
    await runAndRender(() =>
      service.ringIncomingCall({ identifier: createIdentifierFromRawId(carol.rawId) }),
    );
    expect(getField()).toHaveFocus();
    const card = screen.getByRole('alertdialog').getBoundingClientRect();
    const panel = queryPanel()?.getBoundingClientRect() ?? card;
    expect(panel.top >= card.bottom || panel.right <= card.left).toBe(true);
    await connectCall(carol.rawId);
    await screen.findByRole('region', { name: 'Call' });
    expect(queryPanel()).toBeNull();
    expect(getField()).toHaveValue('');
    expect(calls.entries.get()).toMatchObject([{ other: carol.rawId }, { note: 'Wants an offer' }]);
  },
);
