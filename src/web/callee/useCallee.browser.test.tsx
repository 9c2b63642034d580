import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { createStore } from '../base/store.ts';
import { createHistory } from '../history/history.ts';
import { HistoryProvider } from '../history/HistoryProvider.tsx';
import { createFavourites } from '../people/favourites.ts';
import { createSharedFavourites } from '../people/sharedFavourites.ts';
import { PeopleProvider } from '../people/PeopleProvider.tsx';
import type { NumberNames } from '../people/numberNames.ts';
import { createPeople, type Person, type SearchResult } from '../people/people.ts';
import { rawIdOf } from '../people/rawId.ts';
import { teamsUser } from '../capabilities/capabilities.ts';
import type { Phone } from '../calling/phone.ts';
import { PhoneProvider } from '../calling/react.tsx';
import { i18n } from '../fixtures/i18n.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';
import { alice, bob, carol, testUsers } from '../fixtures/testUsers.ts';
import { useCallee } from './useCallee.ts';

const numberNames: NumberNames = {
  request: async (number, onOwner) => {
    if (number === '+14255550131') onOwner({ name: 'Bob Baker', company: null, oid: bob.oid });
  },
  contacts: createStore(new Map([['+14255550199', 'Jürgen Bäcker']])),
  loadContacts: () => {},
};
let searchedText = '';
let answerSearch = (_results: SearchResult) => {};
const people = createPeople(
  {
    find: async (oid) => testUsers.find((user) => user.oid === oid) ?? 'unknown',
    search: async (text) =>
      text.includes('@')
        ? testUsers.filter(({ upn }) => upn.includes(text.toLowerCase()))
        : new Promise((resolve) => {
            searchedText = text;
            answerSearch = resolve;
          }),
  },
  {
    numberNames,
    favourites: createFavourites(crypto.randomUUID()),
    sharedFavourites: createSharedFavourites(null).list,
  } as never,
);
const history = createHistory(crypto.randomUUID());
const phone = {
  ownId: alice.rawId,
  company: null,
  state: createStore({ problems: [] }),
} as unknown as Phone;

const wrapper = ({ children }: { children: ReactNode }) => (
  <I18nextProvider i18n={i18n}>
    <PhoneProvider phone={phone}>
      <PeopleProvider value={people}>
        <HistoryProvider value={history}>{children}</HistoryProvider>
      </PeopleProvider>
    </PhoneProvider>
  </I18nextProvider>
);
/** Runs `useCallee` as Alice. @param chosenPeople the people whom she has chosen */
const renderCallee = (text: string, chosenPeople: readonly Person[]) =>
  renderHook(() => useCallee({ text, chosenPeople }, teamsUser.call), { wrapper }).result;

it.each([
  ['object id of Bob', bob.oid, [bob]],
  ['raw id of Bob', `8:orgid:${bob.oid}`, [bob]],
  ['address of Bob', 'Bob@Fabrikam.example', [bob]],
  ['object id of Carol', carol.oid, [bob, carol]],
])(
  'C13: calls the chosen Bob and the person whose %s is entered, each once',
  async (_kind, text, callees) => {
    const callee = renderCallee(text, [bob]);
    const hint =
      callees.length === 1
        ? 'Calls Bob Baker.'
        : 'Calls Bob Baker, Carol Chen together. The chat of the call stays in Teams.';
    await waitFor(() => expect(callee.current).toMatchObject({ hint, warning: null }));
    expect(callee.current.target).toEqual({ kind: 'people', rawIds: callees.map(({ rawId }) => rawId) });
  },
);

it.each([
  ['112', [], 'warning', /emergency number.*mobile phone.*never tested/],
  ['112', [bob], 'warning', /on its own/],
  [
    '+1 425 555 0100 ext. 12',
    [],
    'hint',
    /^Calls \+1 425 555 0100\. The extension is not dialled.*keypad.*12\.$/,
  ],
  ['+14255550100', [bob], 'hint', /^Calls Bob Baker, \+1 425 555 0100 together\./],
  [`28:orgid:${bob.oid}`, [carol], 'hint', /^Calls Carol Chen, .* together\./],
  // The number of a contact or colleague.
  ['+1 425 555 0131', [], 'hint', /^Calls the phone number \+1 425 555 0131 \(Bob Baker\)\.$/],
] as const)(
  'W2: says what a call to %s with the chosen people %o does',
  (text, chosenPeople, kind, words) => {
    expect(renderCallee(text, chosenPeople).current[kind]).toMatch(words);
  },
);

it('says of a colleague in another tenant that nobody in the own organisation has the address', async () => {
  const callee = renderCallee('erin@contoso.example', []);
  await waitFor(() => expect(callee.current.warning).toMatch(/^Nobody in your organisation/));
  expect(callee.current.target).toBeNull();
});

it('suggests favourites, people of earlier calls and contacts at once, and the directory’s further people below them', async () => {
  const dora = {
    oid: crypto.randomUUID(),
    name: 'Bäcker, Dora',
    upn: 'dora@fabrikam.example',
    jobTitle: 'Chef',
  };
  people.favourites.toggle({ id: rawIdOf(dora.oid), name: dora.name });
  history.put(createTestEntry({ other: '4:+14255550188', name: 'Bakery Smith' }));
  const callee = renderCallee('ba', []);
  expect(callee.current.suggestions).toEqual([{ ...dora, upn: null, jobTitle: null }]);
  expect(callee.current.numbers).toEqual([
    { rawId: '4:+14255550188', name: 'Bakery Smith' },
    { rawId: '4:+14255550199', name: 'Jürgen Bäcker' },
  ]);
  await waitFor(() => expect(searchedText).toBe('ba'));
  // The directory may know more people, so nobody is meant yet.
  expect(callee.current.target).toBeNull();
  act(() => answerSearch([bob, dora]));
  await waitFor(() => expect(callee.current.suggestions).toEqual([dora, bob]));
});

it.each(['juergen', 'Jurgen', '555 0199', '5550199', '0425 555 0199'])(
  'finds a contact by %s without the directory',
  (text) => {
    expect(renderCallee(text, []).current.numbers).toEqual([
      { rawId: '4:+14255550199', name: 'Jürgen Bäcker' },
    ]);
  },
);

it('calls nobody without a choice while the directory does not answer, because it may know more people', async () => {
  const { result, rerender } = renderHook(
    ({ text }) => useCallee({ text, chosenPeople: [] }, teamsUser.call),
    {
      wrapper,
      initialProps: { text: 'dor' },
    },
  );
  await waitFor(() => expect(searchedText).toBe('dor'));
  act(() => answerSearch('unavailable'));
  await waitFor(() => expect(result.current.warning).not.toBeNull());
  expect(result.current.suggestions).toHaveLength(1);
  expect(result.current.target).toBeNull();
  rerender({ text: '' });
});
