import { beforeEach, expect, test, vi } from 'vitest';
import { createStore } from '../base/store.ts';
import { createConsentStates, type ConsentFeature } from '../consent/consents.ts';
import { createNumberNames } from './numberNames.ts';

const reception = '+14255550100';
const bobsNumber = '+14255550131';
const contacts = [{ name: 'Nadia Northwind', company: 'Northwind', numbers: ['+1 (425) 555-0100'] }];
const nadia = { name: 'Nadia Northwind', company: 'Northwind', oid: null };
const bob = { name: 'Bob Baker', oid: 'b0' };

// Node 20 has no `navigator`.
beforeEach(() => vi.stubGlobal('navigator', { language: 'en-US' }));

/** Creates the names of a user who has consented to `features`. */
function createNames(...features: ConsentFeature[]) {
  const states = createStore(createConsentStates('needed'));
  const grant = (feature: ConsentFeature) => states.set({ ...states.get(), [feature]: 'granted' });
  for (const feature of features) grant(feature);
  const consents = { states, check: vi.fn() };
  const fetchContacts = vi.fn(async () => contacts);
  const findColleague = vi.fn(async (spellings: readonly string[]) =>
    spellings.includes('+1 425 555 0131') ? bob : null,
  );
  const numberNames = createNumberNames(consents, { fetchContacts, findColleague });
  return { numberNames, grant, fetchContacts, findColleague };
}

test('looks for a number’s owner in the contacts, which it reads once, and then in the directory, which it asks once for each number', async () => {
  const { numberNames, fetchContacts, findColleague } = createNames('contacts', 'profile');
  const onOwner = vi.fn();
  void numberNames.request(reception, onOwner);
  await vi.waitFor(() => expect(onOwner).toHaveBeenCalledExactlyOnceWith(nadia));
  void numberNames.request(reception, onOwner);
  expect(onOwner).toHaveBeenCalledTimes(2);
  expect(findColleague).not.toHaveBeenCalled();
  void numberNames.request(bobsNumber, onOwner);
  await vi.waitFor(() => expect(onOwner).toHaveBeenCalledWith({ ...bob, company: null }));
  void numberNames.request('+14255550199', onOwner);
  await vi.waitFor(() => expect(findColleague).toHaveBeenCalledTimes(2));
  void numberNames.request('+14255550199', onOwner);
  expect(findColleague).toHaveBeenCalledTimes(2);
  expect(fetchContacts).toHaveBeenCalledOnce();
});

test('requests nothing before the user consents, and finds the owners of waiting numbers afterwards', async () => {
  const { numberNames, grant, fetchContacts } = createNames();
  const onOwner = vi.fn();
  void numberNames.request(reception, onOwner);
  await Promise.resolve();
  expect(fetchContacts).not.toHaveBeenCalled();
  grant('contacts');
  await vi.waitFor(() => expect(onOwner).toHaveBeenCalledWith(nadia));
});

test('reads all contacts once somebody searches them and the user has consented, and leaves out what is no number', async () => {
  const { numberNames, grant, fetchContacts } = createNames();
  contacts.push({ name: 'Fax', company: 'Northwind', numbers: ['see website'] });
  numberNames.loadContacts();
  expect(fetchContacts).not.toHaveBeenCalled();
  grant('contacts');
  await vi.waitFor(() =>
    expect([...numberNames.contacts.get()]).toEqual([[reception, 'Nadia Northwind, Northwind']]),
  );
  numberNames.loadContacts();
  expect(fetchContacts).toHaveBeenCalledOnce();
});
