import { screen, within } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { PersonRow } from '../../favourites/PersonRow.tsx';
import { startCallLog } from '../../history/callLog.ts';
import { CallList } from './CallList.tsx';

/** Renders the list after the user has called Bob, who answered, and then Carol, whose phone rings. */
async function renderWithTwoCalls() {
  const { connectCall, phone, service } = await renderApp(<CallList ringingRows={null} />);
  const toBob = await connectCall(bob.rawId);
  expect(getCallNames()).toEqual(['Bob Baker, Connected (current)']);
  const toCarol = service.addCall('Outgoing');
  await runAndRender(() => {
    toCarol.setParticipants(carol.rawId);
    toCarol.changeState('Ringing');
  });
  return { phone, toBob, toCarol };
}

const getCallNames = () =>
  within(screen.getByRole('list', { name: 'Calls' }))
    .getAllByRole('button')
    .filter((button) => button.ariaCurrent !== null)
    .map((button) => {
      const keys = button.querySelector('kbd')?.textContent ?? '';
      const lines = button.querySelector('bdi')?.parentElement?.textContent ?? '';
      const text = lines.replace(keys, '').replace(',', ', ');
      return button.ariaCurrent === 'true' ? `${text} (current)` : text;
    });

it('names each call by its person and its state, and marks which call is current', async () => {
  const { toCarol } = await renderWithTwoCalls();
  expect(getCallNames()).toEqual(['Carol Chen, Ringing… (current)', 'Bob Baker, On hold']);
  await runAndRender(() => toCarol.changeState('Connected'));
  expect(getCallNames()).toEqual(['Carol Chen, Connected (current)', 'Bob Baker, On hold']);
  expect(screen.getAllByRole('listitem').map((item) => item.ariaLabel)).toEqual([
    'Carol Chen, Connected',
    'Bob Baker, On hold',
  ]);
  const { network } = toCarol.features.UserFacingDiagnostics;
  await runAndRender(() => network.reportDiagnostic('networkReconnect', 3));
  expect(screen.getByText('Reconnecting…')).toBeVisible();
});

it('shows a name and its state as two lines of one text, without a gap', async () => {
  await renderWithTwoCalls();
  const name = screen.getByText('Carol Chen');
  const state = screen.getByText('Ringing…');
  expect(name.getBoundingClientRect().height).toBe(parseFloat(getComputedStyle(name).lineHeight));
  expect(state.getBoundingClientRect().top).toBe(name.getBoundingClientRect().bottom);
});

it('shows who the other person is and what the user noted for a waiting call, and not for the call on the screen', async () => {
  const { connectCall, history, phone } = await renderApp(<CallList ringingRows={null} />);
  startCallLog(phone, history);
  const toBob = await connectCall(bob.rawId);
  await runAndRender(() => history.annotate(toBob.id, { note: 'Wants an offer' }));
  expect(screen.queryByText('Wants an offer')).toBeNull();
  await connectCall(carol.rawId);
  const row = within(screen.getByRole('listitem', { name: 'Bob Baker, On hold' }));
  for (const text of ['Baker · Support', 'Wants an offer']) expect(await row.findByText(text)).toBeVisible();
});

it('shows beside a call that waits the keys that switch to it, and beside the call on the screen only while it is on hold', async () => {
  const { connectCall, service } = await renderApp(<CallList ringingRows={null} />);
  await connectCall(bob.rawId);
  await connectCall(carol.rawId);
  const findKeys = () =>
    screen
      .getAllByRole('listitem')
      .map((row) => [
        row.ariaLabel,
        row.querySelector('kbd')?.textContent,
        row.querySelector('[aria-keyshortcuts]')?.getAttribute('aria-keyshortcuts'),
      ]);
  expect(findKeys()).toEqual([
    ['Carol Chen, Connected', undefined, undefined],
    ['Bob Baker, On hold', 'Ctrl+Shift+1', 'Control+Shift+1'],
  ]);
  await runAndRender(() => service.calls.at(-1)?.hold());
  expect(findKeys()[0]).toEqual(['Carol Chen, On hold', 'Ctrl+Shift+2', 'Control+Shift+2']);
});

it('shows three calls and their menus on a phone', async () => {
  await page.viewport(320, 568);
  onTestFinished(() => page.viewport(1280, 800));
  const { connectCall } = await renderApp(<CallList ringingRows={null} />);
  for (const rawId of [bob.rawId, carol.rawId, '4:+14255550100']) await connectCall(rawId);
  const list = screen.getByRole('list', { name: 'Calls' });
  const { right, bottom } = list.getBoundingClientRect();
  const controls = within(list).getAllByRole('button');
  expect(controls).toHaveLength(6);
  for (const control of controls) {
    const place = control.getBoundingClientRect();
    expect(place.right).toBeLessThanOrEqual(right);
    expect(place.bottom).toBeLessThanOrEqual(bottom);
  }
});

it.each([1280, 700, 390])(
  'returns to a held call from everywhere but its menu, and lines up the times and the menus of all rows, at %i px',
  async (width) => {
    await page.viewport(width, 800);
    onTestFinished(() => page.viewport(1280, 800));
    const { phone, toBob, toCarol } = await renderWithTwoCalls();
    await runAndRender(() => toCarol.changeState('Connected'));
    const rows = screen.getAllByRole('listitem');
    expect(rows).toHaveLength(2);
    const endsOf = (role: string, name: RegExp) =>
      rows.map((row) =>
        Math.round(
          row.getBoundingClientRect().right -
            within(row).getByRole(role, { name }).getBoundingClientRect().right,
        ),
      );
    for (const [active, held] of [endsOf('timer', /time|Time/), endsOf('button', /^Options for/)])
      expect(active).toBe(held);
    expect(screen.queryByRole('button', { name: /^End call/ })).toBeNull();
    await expect.poll(() => phone.state.get().isSettling, { timeout: 3_000 }).toBe(false);
    await pressButton('Options for Bob Baker');
    await runAndRender(() => screen.getByRole('menuitem', { name: 'End call with Bob Baker' }).click());
    await expect.poll(() => toBob.state).toBe('Disconnected');
  },
);

it.each([1280, 700, 320])(
  'keeps the height of a row when the other person answers, at %i px',
  async (width) => {
    await page.viewport(width, 640);
    onTestFinished(() => page.viewport(1280, 800));
    const { toCarol } = await renderWithTwoCalls();
    const row = screen.getByRole('listitem', { name: /^Carol Chen/ });
    const { height } = row.getBoundingClientRect();
    await runAndRender(() => toCarol.changeState('Connected'));
    expect(row).toContainElement(within(row).getByRole('timer'));
    expect(row.getBoundingClientRect().height).toBe(height);
  },
);

it('does not say that there is no call while one rings as a card', async () => {
  const { service } = await renderApp(<CallList ringingRows={null} />);
  const hint = 'Calls in progress or on hold are listed here.';
  for (const text of ['No calls.', hint]) expect(screen.getByText(text)).toBeVisible();
  await runAndRender(() => service.ringIncomingCall());
  expect(screen.getByText(hint)).toBeVisible();
  for (const text of ['No calls.', 'Incoming call']) expect(screen.queryByText(text)).toBeNull();
});

it('names a meeting by its subject, and a meeting without one by the words for meetings', async () => {
  const { phone, service } = await renderApp(<CallList ringingRows={null} />);
  const join = async (subject: object) => {
    const link = 'https://teams.microsoft.com/meet/1';
    await runAndRender(() => phone.placeCall({ kind: 'meeting', link, ...subject }, { video: false }));
    expect(getCallNames()[0]).toMatch(/, Joining… \(current\)$/);
    await runAndRender(() => service.calls.at(-1)?.changeState('Connected'));
  };
  await join({ subject: 'Stand-up' });
  await join({});
  expect(getCallNames()).toEqual(['Teams meeting, Connected (current)', 'Stand-up, On hold']);
});

it('names an incoming call by the name that the service reports, also when it reports another name later', async () => {
  const { service } = await renderApp(<CallList ringingRows={null} />);
  const number = '4:+14255550100';
  const call = service.addCall('Incoming');
  await runAndRender(() => call.setParticipants(number));
  expect(getCallNames()).toEqual(['+1 425 555 0100, Answering… (current)']);
  await runAndRender(() => call.connectTo(number));
  expect(getCallNames()).toEqual(['+1 425 555 0100, Connected (current)']);
  await runAndRender(() => call.setCaller(number, 'Ada'));
  expect(getCallNames()).toEqual(['Ada, Connected (current)']);
  await runAndRender(() => call.setCaller(number, 'Ada Lovelace'));
  expect(getCallNames()).toEqual(['Ada Lovelace, Connected (current)']);
  // After a transfer the user talks to another person. `callerInfo` still describes the first caller.
  await runAndRender(() => call.setParticipants(bob.rawId));
  expect(getCallNames()).toEqual(['Bob Baker, Connected (current)']);
});

it('resumes the call that the user selects, holds the other one, and keeps it until there are no calls', async () => {
  const { toBob, toCarol } = await renderWithTwoCalls();
  await runAndRender(() => toCarol.changeState('Connected'));
  await pressButton('Bob Baker, On hold');
  expect([toBob.state, toCarol.state]).toEqual(['Connected', 'LocalHold']);
  expect(getCallNames()).toEqual(['Bob Baker, Connected (current)', 'Carol Chen, On hold']);
  await runAndRender(() => toBob.end({ code: 603, subCode: 0 }));
  expect(getCallNames()).toEqual(['Carol Chen, On hold (current)']);
  await runAndRender(() => toCarol.end({ code: 0, subCode: 0 }));
  expect(screen.queryByRole('list')).toBeNull();
  expect(screen.getByText('No calls.')).toBeInTheDocument();
});

it('leaves the place of an ended call free until the user resumes another call', async () => {
  const { connectCall, service } = await renderApp(<CallList ringingRows={null} />);
  for (const rawId of [bob.rawId, carol.rawId, '4:+14255550100']) await connectCall(rawId);
  const topOfCarol = () => screen.getByRole('listitem', { name: /^Carol Chen/ }).getBoundingClientRect().top;
  const before = topOfCarol();
  for (const ended of [service.calls[0], service.calls[2]])
    await runAndRender(() => ended?.end({ code: 0, subCode: 0 }));
  expect(getCallNames()).toEqual(['Carol Chen, On hold (current)']);
  // The message about the call says so.
  expect(screen.queryByText(/has ended/)).toBeNull();
  expect(topOfCarol()).toBe(before);
  await pressButton('Carol Chen, On hold');
  await expect.poll(topOfCarol).toBeLessThan(before - 50);
});

it('transfers a call that the user drags onto another call, and says in the row why that failed', async () => {
  const { toBob, toCarol } = await renderWithTwoCalls();
  await runAndRender(() => toCarol.changeState('Connected'));
  const [rowOfCarol, rowOfBob] = screen.getAllByRole('listitem');
  if (!rowOfCarol || !rowOfBob) throw new Error('There are not two calls.');
  await runAndRender(() => userEvent.dragAndDrop(rowOfBob, rowOfCarol));
  await expect.poll(() => toBob.transfer?.to).toEqual({ targetCallId: toCarol.id });
  expect(within(rowOfBob).getByText('On the way to Carol Chen')).toBeVisible();
  await runAndRender(() => toBob.finishTransfer('Failed', { code: 486, subCode: 0 }));
  const failure = within(rowOfBob).getByText('Transfer to Carol Chen failed: Busy');
  expect(failure).toBeVisible();
  // The lines of a row begin at one place.
  const range = document.createRange();
  range.selectNodeContents(failure);
  const { left } = within(rowOfBob).getByText('Bob Baker').getBoundingClientRect();
  expect(Math.abs(range.getBoundingClientRect().left - left)).toBeLessThanOrEqual(1);
});

it('transfers a call that the user drags onto a person, but not onto its own participant', async () => {
  const { connectCall } = await renderApp(
    <>
      <CallList ringingRows={null} />
      <ul aria-label="People">
        {[bob, carol].map(({ rawId, name }) => (
          <PersonRow key={rawId} rawId={rawId} storedName={name} onOpen={() => {}}>
            {null}
          </PersonRow>
        ))}
      </ul>
    </>,
  );
  const call = await connectCall(bob.rawId);
  const row = screen.getByRole('listitem', { name: 'Bob Baker, Connected' });
  const people = within(screen.getByRole('list', { name: 'People' }));
  // The presences change the names of the rows.
  await people.findByRole('listitem', { name: /^Carol Chen, / });
  const dropOn = (name: RegExp) =>
    runAndRender(() => userEvent.dragAndDrop(row, people.getByRole('listitem', { name })));
  await dropOn(/^Bob Baker/);
  expect(call.transfer).toBeNull();
  await dropOn(/^Carol Chen/);
  const targetParticipant = expect.objectContaining({ microsoftTeamsUserId: carol.oid });
  await expect.poll(() => call.transfer?.to).toEqual({ targetParticipant });
  expect(row).toHaveAttribute('draggable', 'false');
});

it('shows how long a call has been on hold, and marks a hold of a minute', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  await renderWithTwoCalls();
  const heldRow = screen.getByRole('listitem', { name: 'Bob Baker, On hold' });
  const time = within(heldRow).getByRole('timer', { name: 'Time on hold' });
  const shortHoldClasses = time.className;
  expect(time.title).toBe('Time on hold');
  expect(screen.getAllByRole('timer').map((timer) => timer.querySelector('svg') !== null)).toEqual([true]);
  await runAndRender(() => vi.advanceTimersByTime(65_000));
  expect(time).toHaveTextContent('1:05');
  expect(time.className).not.toBe(shortHoldClasses);
});
