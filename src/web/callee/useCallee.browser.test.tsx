import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { PeopleProvider } from '../people/PeopleProvider.tsx';
import type { NumberNames } from '../people/numberNames.ts';
import { createPeople, type Person } from '../people/people.ts';
import { teamsUser } from '../capabilities/capabilities.ts';
import type { Phone } from '../calling/phone.ts';
import { PhoneProvider } from '../calling/react.tsx';
import { i18n } from '../fixtures/i18n.ts';
import { alice, bob, carol, testUsers } from '../fixtures/testUsers.ts';
import { useCallee } from './useCallee.ts';

const numberNames: NumberNames = {
  request: (number, onName) => number === '+14255550131' && onName('Bob Baker'),
};
const people = createPeople(
  {
    find: async (oid) => testUsers.find((user) => user.oid === oid) ?? 'unknown',
    search: async (text) => testUsers.filter(({ upn }) => upn.includes(text.toLowerCase())),
  },
  { numberNames } as never,
);
const phone = { ownId: alice.rawId, company: null } as unknown as Phone;

const wrapper = ({ children }: { children: ReactNode }) => (
  <I18nextProvider i18n={i18n}>
    <PhoneProvider phone={phone}>
      <PeopleProvider value={people}>{children}</PeopleProvider>
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
