import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { HistoryEntry } from '../../history/entry.ts';
import type { History } from '../../history/history.ts';
import { createAgentParts, mainLine, supportLine } from '../../fixtures/agentPhone.ts';
import { i18n } from '../../fixtures/i18n.ts';
import { pressButton, renderApp, runAndRender, type AppParts } from '../../fixtures/render.tsx';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { HistoryList } from './HistoryList.tsx';
import { ClearHistory, ExportHistory } from './WholeList.tsx';

/** Creates the entry of a call to a phone number. @param callNumber a call with a higher number is older */
const createEntry = (callNumber: number, changes: Partial<HistoryEntry> = {}) =>
  createTestEntry({
    key: `call-${callNumber}`,
    other: `4:+1425555${1000 + callNumber}`,
    outcome: 'placed',
    at: Date.now() - callNumber * 1_000,
    seconds: 5,
    ...changes,
  });

/** Renders the list in a column of 280 px, the narrowest that the layout gives it. */
async function renderList(entries: readonly HistoryEntry[] = [], width = 280) {
  const app = await renderApp(
    <div style={{ width }}>
      <HistoryList />
    </div>,
  );
  const placeCall = vi.spyOn(app.phone, 'placeCall').mockResolvedValue();
  await runAndRender(() => {
    for (const entry of entries) app.history.add(entry);
  });
  return { ...app, placeCall };
}

/** Adds an entry to a history that the user sees: all stored entries have been read. */
async function addWhileSeen(history: History, entry: HistoryEntry): Promise<void> {
  await expect.poll(history.isLoading.get).toBe(false);
  await runAndRender(() => history.add(entry));
}

const search = (text: string) =>
  runAndRender(() => fireEvent.change(screen.getByRole('searchbox'), { target: { value: text } }));
const pressRow = (name: RegExp) => runAndRender(() => fireEvent.click(findRow(name)));
const findRow = (name: string | RegExp) => screen.getByRole('button', { name });

it('says that there are no calls yet, and then offers neither search nor export', async () => {
  await renderList();
  // The list says so when it has read the stored calls.
  expect(await screen.findByText('No calls yet.')).toBeVisible();
  expect(screen.queryByRole('searchbox')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Export as CSV' })).toBeNull();
});

it('brings the details of a row at the lower edge into view', async () => {
  const { history } = await renderApp(
    <div data-testid="list" style={{ width: 390, height: 500, overflow: 'auto' }}>
      <HistoryList />
    </div>,
  );
  await runAndRender(() => {
    for (let index = 0; index < 20; index += 1) history.add(createEntry(index));
  });
  const { bottom } = screen.getByTestId('list').getBoundingClientRect();
  const rows = await screen.findAllByRole('button', { expanded: false });
  const lowest = rows.findLast((row) => row.getBoundingClientRect().bottom <= bottom);
  await runAndRender(() => lowest?.click());
  const callBack = screen.getByRole('button', { name: 'Call back' });
  await expect.poll(() => callBack.getBoundingClientRect().bottom).toBeLessThanOrEqual(bottom);
  expect(screen.getByRole('textbox', { name: 'Note' }).getBoundingClientRect().bottom).toBeLessThanOrEqual(
    bottom,
  );
});

it('opens details at a press on a row, and places a call only at a press on its phone button', async () => {
  const { placeCall } = await renderList([createEntry(0), createEntry(1)]);
  await pressRow(/^\+1 425 555 1001 Outgoing · 0:05/);
  expect(placeCall).not.toHaveBeenCalled();
  const details = screen.getByRole('group', { name: 'Details of the call' });
  expect(within(details).getByText('Duration').nextSibling).toHaveTextContent('0:05');
  await pressButton('Call +1 425 555 1001');
  expect(placeCall).toHaveBeenCalledExactlyOnceWith(
    { kind: 'people', rawIds: ['4:+14255551001'] },
    { video: false },
  );
  await pressButton('Call back');
  expect(placeCall).toHaveBeenCalledTimes(2);
});

it.each([
  ['a colleague by the email', { other: bob.rawId, code: '0/4097' }, 'bob@fabrikam.example', /orgid|4097/],
  ['a stranger by the id', { other: '8:orgid:x', code: '603/0' }, '8:orgid:x', /Email|603/],
  ['a failure by its code', { other: bob.rawId, code: '410/3100', seconds: null }, '410/3100', /orgid/],
])('names %s in the details, and nothing more technical', async (_what, changes, shown, hidden) => {
  await renderList([createEntry(0, changes)]);
  await runAndRender(() => fireEvent.click(screen.getByRole('button', { expanded: false })));
  const details = screen.getByRole('group', { name: 'Details of the call' });
  await expect.poll(() => details.textContent).toContain(shown);
  expect(details).not.toHaveTextContent(hidden);
});

it('names a meeting by its subject, by which the user can search', async () => {
  const meeting = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
  await renderList([
    createEntry(0, { other: null, target: { ...meeting, subject: 'Stand-up' } }),
    createEntry(1, { other: null, target: meeting }),
  ]);
  expect(findRow(/^Teams meeting Joined/)).toBeVisible();
  await search('stand');
  await expect.poll(() => screen.getAllByRole('listitem').length).toBe(1);
  expect(findRow(/^Stand-up Joined/)).toBeVisible();
});

it('groups repeated calls of one person with the same outcome, and shows each of them in the details', async () => {
  const { history } = await renderList([
    createEntry(0, { other: bob.rawId, outcome: 'missed', seconds: null }),
    createEntry(1, { other: bob.rawId, outcome: 'missed', seconds: null, note: 'Angry' }),
    createEntry(2, { other: bob.rawId, outcome: 'answered' }),
    createEntry(3, { other: carol.rawId, outcome: 'missed', seconds: null }),
  ]);
  expect(screen.getAllByRole('listitem')).toHaveLength(3);
  await pressRow(/^Bob Baker \(2\) Missed Angry/);
  const repeats = within(screen.getByRole('group', { name: 'Calls of Bob Baker' })).getAllByRole('button');
  expect(repeats).toHaveLength(2);
  expect(screen.getByRole('textbox', { name: 'Note' })).toHaveValue('');
  await runAndRender(() => repeats[1]?.click());
  expect(screen.getByRole('textbox', { name: 'Note' })).toHaveValue('Angry');
  // The details stay open when the same person calls again.
  await addWhileSeen(history, createEntry(-1, { other: bob.rawId, outcome: 'missed', seconds: null }));
  await pressButton('1 new call');
  expect(findRow(/^Bob Baker \(3\)/)).toHaveAttribute('aria-expanded', 'true');
});

it('saves a note and an outcome with the entry, and finds the call by its note', async () => {
  const { history } = await renderList([createEntry(0), createEntry(1, { other: bob.rawId })]);
  await pressRow(/^Bob Baker/);
  const field = screen.getByRole('textbox', { name: 'Note' });
  await runAndRender(() => fireEvent.change(field, { target: { value: 'Wants an offer' } }));
  await runAndRender(() => fireEvent.blur(field));
  const outcome = screen.getByRole('combobox', { name: 'Outcome' });
  await runAndRender(() => fireEvent.change(outcome, { target: { value: 'Resolved' } }));
  expect(history.entries.get()[1]).toMatchObject({ note: 'Wants an offer', label: 'Resolved' });
  await search('OFFER');
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
  expect(findRow(/^Bob Baker Outgoing · 0:05 Resolved · Wants an offer/)).toBeVisible();
});

it('filters the calls, says when none matches, and then shows all calls again', async () => {
  await renderList([createEntry(0, { outcome: 'missed', seconds: null }), createEntry(1)]);
  await pressButton('Missed (1)');
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
  await pressButton('With note');
  expect(screen.getByRole('button', { name: 'With note' })).toHaveAttribute('aria-pressed', 'true');
  expect(screen.getByRole('status')).toHaveTextContent('No call matches.');
  await pressButton('Show all calls');
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
  expect(screen.getByRole('region', { name: 'Recent calls' })).toHaveFocus();
});

it('moves no row when a call comes: a button shows the new calls, and gives the focus to the first of them', async () => {
  const missed = { outcome: 'missed', seconds: null } as const;
  // In longer languages, a column of 280 px has no room for the number of missed calls either.
  const { history } = await renderList([createEntry(2), createEntry(3)], 220);
  await expect.poll(history.isLoading.get).toBe(false);
  const readPlaces = () =>
    ['Export as CSV', 'Clear list', 'All', 'Call +1 425 555 1002', 'Call +1 425 555 1003'].map(
      (name) => screen.getByRole('button', { name }).getBoundingClientRect().top,
    );
  const places = readPlaces();
  await addWhileSeen(history, createEntry(1, missed));
  await addWhileSeen(history, createEntry(0, { ...missed, other: bob.rawId }));
  expect(readPlaces()).toEqual(places);
  const { top, bottom } = screen.getByRole('button', { name: '2 new calls' }).getBoundingClientRect();
  expect(findRow(/^\+1 425 555 1002/).getBoundingClientRect().top - bottom).toBeGreaterThanOrEqual(8);
  const filter = screen.getByRole('button', { name: 'With note' }).getBoundingClientRect();
  expect(top - filter.bottom).toBeGreaterThanOrEqual(8);
  // The user looks at the list, and does not see the missed calls yet.
  await runAndRender(() => fireEvent.pointerMove(findRow(/^\+1 425 555 1002/)));
  expect(screen.getByText('2 missed')).toBeVisible();
  await pressButton('2 new calls');
  expect(findRow(/^Bob Baker/)).toHaveFocus();
  expect(screen.getAllByRole('listitem')).toHaveLength(4);
  expect(screen.queryByText('2 missed')).toBeNull();
  expect(screen.queryByRole('button', { name: /new call/ })).toBeNull();
});

it.each(['en', 'ar', 'pt-BR'])(
  'in the language %s, shows on a phone of 320 px how many calls were missed, and the number once',
  async (tag) => {
    const { default: words } = (await import(`../../locales/${tag}.json`)) as { default: object };
    i18n.addResourceBundle(tag, 'translation', words, true, true);
    onTestFinished(() => void i18n.changeLanguage('en'));
    await i18n.changeLanguage(tag);
    const missed = { outcome: 'missed', seconds: null } as const;
    const entries = [0, 2, 4, 6, 8, 10, 12].map((number) => createEntry(number, missed));
    await renderList(entries, 296);
    const pill = screen.getByText(i18n.t('history.missed', { count: 7 }));
    const [place, number] = [pill.parentElement!, pill.previousElementSibling!];
    const { left, right, bottom } = place.getBoundingClientRect();
    const isWhole = (badge: Element) => {
      const rect = badge.getBoundingClientRect();
      return rect.left >= left - 1 && rect.right <= right + 1 && rect.bottom <= bottom;
    };
    const text = document.createRange();
    text.selectNodeContents(pill);
    // The pill covers the number, or is below the visible line.
    expect([number, pill].filter(isWhole)).not.toHaveLength(0);
    if (!isWhole(pill)) expect(text.getBoundingClientRect().top).toBeGreaterThanOrEqual(bottom);
  },
);

it.each([
  [360, 336],
  [1024, 612],
])(
  'in a window of %i px, gets no further row of filters by the number of missed callers',
  async (window, width) => {
    await page.viewport(window, 800);
    const { history } = await renderList([createEntry(20)], width);
    const measureFilters = () =>
      screen.getByRole('group', { name: 'Show' }).parentElement?.getBoundingClientRect().height;
    const height = measureFilters();
    await runAndRender(() => {
      for (let number = 0; number < 12; number += 1) history.add(createEntry(number, { outcome: 'missed' }));
    });
    expect(screen.getByRole('button', { name: 'Missed (12)' })).toBeVisible();
    expect(measureFilters()).toBe(height);
  },
);

it('shows a new call at once where it moves no row: in an empty list, with a new search, and on a hidden page', async () => {
  const { history } = await renderList();
  await addWhileSeen(history, createEntry(3));
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
  await addWhileSeen(history, createEntry(2));
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
  await pressButton('Outgoing');
  await expect.poll(() => screen.getAllByRole('listitem').length).toBe(2);
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  await addWhileSeen(history, createEntry(1));
  expect(screen.getAllByRole('listitem')).toHaveLength(3);
});

it('says how a call ended, to whom it was transferred, and through whom it came', async () => {
  await renderList([
    createEntry(0, { outcome: 'unanswered', code: '603/0', seconds: null }),
    createEntry(1, { outcome: 'answered', transferredTo: carol.rawId, toVoicemail: false }),
    createEntry(2, { outcome: 'answered', via: { rawId: '28:orgid:q', name: 'Support' } }),
  ]);
  const texts = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(texts[0]).toContain('Declined');
  expect(texts[1]).toContain('Incoming · Transferred to Carol Chen · 0:05');
  expect(texts[2]).toContain('Answered · 0:05 · via Support');
});

it('cuts a very long name, note and way, and does not make the column wider', async () => {
  await renderList([
    createEntry(0, {
      name: 'W'.repeat(5_000),
      other: null,
      note: 'x'.repeat(2_000),
      via: { rawId: '28:orgid:q', name: 'y'.repeat(300) },
    }),
  ]);
  const list = screen.getByRole('region', { name: 'Recent calls' });
  expect(list.scrollWidth).toBeLessThanOrEqual(280);
  expect(screen.getByRole('listitem').offsetHeight).toBeLessThan(100);
  await pressRow(/^WW/);
  expect(list.scrollWidth).toBeLessThanOrEqual(280);
});

const noon = new Date(2026, 2, 30, 12).getTime();
const createCallsOfOneDay = (count: number) =>
  Array.from({ length: count }, (_, index) => createEntry(index, { at: noon - index * 1_000 }));
const scrollToEnd = () => runAndRender(() => scrollTo(0, document.documentElement.scrollHeight));

it('adds older calls whenever the user comes near the end of the list', async () => {
  const dayMs = 24 * 3_600_000;
  await renderList(Array.from({ length: 450 }, (_, day) => createEntry(day, { at: noon - day * dayMs })));
  const findOldest = () => screen.queryByRole('button', { name: /^\+1 425 555 1449/ });
  expect(findOldest()).toBeNull();
  await expect
    .poll(async () => {
      await scrollToEnd();
      return findOldest();
    })
    .toBeVisible();
  await runAndRender(() => scrollTo(0, 0));
});

it('renders only the calls near the visible ones, and finds a person by a name that it has not shown', async () => {
  const calls = createCallsOfOneDay(400);
  await renderList([...calls, createEntry(400, { other: carol.rawId, at: 0 })]);
  const list = screen.getByRole('region', { name: 'Recent calls' });
  expect(list.scrollHeight).toBeGreaterThan(400 * 40);
  await expect.poll(() => screen.getAllByRole('listitem').length).toBeLessThan(100);
  expect(screen.queryByRole('button', { name: /^Carol Chen/ })).toBeNull();
  // The test's page scrolls as a whole.
  await scrollToEnd();
  await expect.element(page.getByRole('button', { name: /^Carol Chen/ })).toBeVisible();
  expect(screen.queryByRole('button', { name: /^\+1 425 555 1000/ })).toBeNull();
  await runAndRender(() => scrollTo(0, 0));
  await search('carol');
  await vi.waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
  expect(findRow(/^Carol Chen/)).toBeVisible();
});

it('keeps a row with the focus when the user scrolls away from the row', async () => {
  await renderList(createCallsOfOneDay(400));
  findRow(/^\+1 425 555 1000/).focus();
  await scrollToEnd();
  await expect.element(page.getByRole('button', { name: /^\+1 425 555 1399/ })).toBeVisible();
  expect(findRow(/^\+1 425 555 1000/)).toHaveFocus();
  await runAndRender(() => scrollTo(0, 0));
});

it('names a guest, whom nobody can call back, without a button', async () => {
  const guest = '8:acs:ac500000-0000-4000-8000-0000000000ac_a1111111-1111-4111-8111-111111111111';
  await renderList([
    createEntry(0, { other: guest, name: 'Gina Guest' }),
    createEntry(1, { other: guest.replace('_a', '_b'), name: null }),
  ]);
  for (const name of [/^Gina Guest /, /^Guest /]) {
    await pressRow(name);
    expect(screen.getByRole('group', { name: 'Details of the call' })).toBeVisible();
    for (const label of [/^(Video )?call /i, 'Call back', /favourites/])
      expect(screen.queryByRole('button', { name: label })).toBeNull();
    await pressRow(name);
  }
});

it('offers no call to a number that does not exist', async () => {
  await renderList([
    createEntry(0, { other: '4:+14255550199', name: null, outcome: 'unanswered', code: '404/560404' }),
  ]);
  await pressRow(/^\+1 425 555 0199/);
  expect(screen.getByRole('group', { name: 'Details of the call' })).toHaveTextContent('404/560404');
  for (const label of [/^(Video )?call /i, 'Call back'])
    expect(screen.queryByRole('button', { name: label })).toBeNull();
});

it('W2: never calls an emergency number', async () => {
  await renderList([createEntry(0, { other: '4:911' })]);
  await pressRow(/^911 Outgoing/);
  for (const name of [/^Call/, /^Favourite/]) expect(screen.queryByRole('button', { name })).toBeNull();
});

it('clears the list only after a question, whose answer Keep gives the focus back', async () => {
  const onCleared = vi.fn();
  const { history } = await renderApp(<ClearHistory onCleared={onCleared} />);
  await runAndRender(() => history.add(createTestEntry()));
  await pressButton('Clear list');
  expect(screen.getByRole('group', { name: 'Clear the whole list?' })).toHaveFocus();
  await userEvent.keyboard('{Tab}{Tab}{Enter}');
  await expect.element(screen.getByRole('button', { name: 'Clear list' })).toHaveFocus();
  expect(history.entries.get()).toHaveLength(1);
  await pressButton('Clear list');
  await pressButton('Clear');
  expect(history.entries.get()).toEqual([]);
  expect(onCleared).toHaveBeenCalledOnce();
});

/** Exports calls. @returns the file's name, and its lines */
async function exportCalls(entries: readonly HistoryEntry[], parts: AppParts = {}) {
  const saved: { name: string; content: Promise<string> }[] = [];
  const createUrl = vi.spyOn(URL, 'createObjectURL');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const [file] = createUrl.mock.lastCall ?? [];
    if (file instanceof Blob) saved.push({ name: this.download, content: file.text() });
  });
  await renderApp(<ExportHistory entries={entries} />, parts);
  await pressButton('Export as CSV');
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  const content = (await saved[0]?.content) ?? '';
  return { name: saved[0]?.name, lines: content.split('\r\n') };
}

it('saves the given calls as a CSV file with the names of people, and without formulas', async () => {
  const entry = createTestEntry({
    outcome: 'answered',
    at: new Date(2026, 2, 30, 9, 5, 7).getTime(),
    seconds: 65,
    code: '0/0',
    via: { rawId: '28:orgid:q', name: '=Support' },
    transferredTo: carol.rawId,
    note: 'Wants "A", not B',
    label: 'Resolved',
  });
  const { name, lines } = await exportCalls([entry]);
  expect(name).toMatch(/^switchboard-calls-\d{4}-\d\d-\d\d\.csv$/);
  expect(lines).toEqual([
    expect.stringContaining(
      'Date,Time,Direction,Name,Number or id,Result,Seconds,Via,Transferred to,Outcome,Note',
    ),
    `2026-03-30,09:05:07,Incoming,Bob Baker,${bob.oid},Transferred to Carol Chen,65,'=Support,` +
      'Carol Chen,Resolved,"Wants ""A"", not B",0/0',
    '',
  ]);
});

it('saves the company number of each of an agent’s calls', async () => {
  const numbers = [supportLine.number, '+14255550177'];
  const entries = numbers.map((companyNumber) => createTestEntry({ companyNumber }));
  const { lines } = await exportCalls(
    [...entries, createTestEntry()],
    createAgentParts(mainLine, supportLine),
  );
  expect(lines[0]).toContain(',Transferred to,Company number,Outcome,');
  expect(lines[1]).toContain(',"Support, +1 425 555 0151",');
  // The apostrophe keeps a spreadsheet from reading a formula.
  expect(lines[2]).toContain(",'+1 425 555 0177,");
});

it('marks a missed call until the user has talked to the caller, and counts the marked callers on the filter', async () => {
  const missed = { outcome: 'missed', seconds: null } as const;
  const { history } = await renderList([
    createEntry(2, missed),
    createEntry(1, { ...missed, other: '4:+14255550199' }),
  ]);
  const getFilter = () => screen.getByRole('button', { name: /^Missed/, pressed: false });
  const readFilter = () => getFilter().textContent;
  const width = getFilter().offsetWidth;
  const readWeights = () =>
    screen
      .getAllByText('Missed', { selector: 'button *' })
      .map((words) => getComputedStyle(words).fontWeight);
  expect(readWeights()).toEqual(['600', '600']);
  expect(readFilter()).toBe('Missed (2)');
  await addWhileSeen(history, createEntry(0, { other: '4:+14255550199' }));
  expect(readWeights()).toEqual(['400', '600']);
  expect(readFilter()).toBe('Missed (1)');
  await addWhileSeen(history, createEntry(-1, { other: createEntry(2).other }));
  expect(readFilter()).toBe('Missed');
  expect(getFilter().offsetWidth).toBe(width);
});
