import { createAnswers } from '../base/answers.ts';
import { asReadable, createStore } from '../base/store.ts';
import type { ConsentFeature, Consents } from '../consent/consents.ts';
import { formatPhoneNumber, toE164 } from './phoneNumbers.ts';

export interface OutlookContact {
  readonly name: string;
  /** The phone numbers as the user typed them. */
  readonly numbers: readonly string[];
}

export interface NumberNameSources {
  /** The user's Outlook contacts; `null` if they could not be read. Needs the consent to `contacts`. */
  readonly fetchContacts: () => Promise<readonly OutlookContact[] | null>;
  /** Finds the colleague to whom a number, in any of its spellings, belongs. Needs the consent to `profile`. */
  readonly findColleague: (spellings: readonly string[]) => Promise<string | null>;
}

/** Milliseconds after a failed request for the contacts until the next name may request them again. */
const retryAfterMs = 60_000;

/**
 * Creates the search for the names of phone numbers: first among the user's Outlook contacts, then in the directory. It uses only
 * a source to which the user has consented, and does not ask the user.
 */
export function createNumberNames(
  consents: Pick<Consents, 'states' | 'check'>,
  { fetchContacts, findColleague }: NumberNameSources,
) {
  /** Maps each number that has no name yet to the function that wants the name. */
  const waiting = new Map<string, (name: string) => void>();
  const foundNames = new Map<string, string>();
  /** The names of the contacts that have been read, by the number in E.164 form. */
  const contacts = createStore<ReadonlyMap<string, string>>(new Map());
  /** Whether somebody searches the contacts, and not only a name for one number. */
  let areAllWanted = false;
  /** Keeps one answer, under the key `all`: the names by number; `null` if the contacts could not be read. */
  const contactNames = createAnswers(
    async () => {
      const fetched = await fetchContacts();
      if (fetched === null) return null;
      const names = new Map(
        fetched.flatMap(({ name, numbers }) =>
          numbers.flatMap((text) => {
            const number = toE164(text);
            return number === null ? [] : [[number, name] as const];
          }),
        ),
      );
      contacts.set(names);
      return names;
    },
    (names) => (names === null ? retryAfterMs : Number.POSITIVE_INFINITY),
  );
  const colleagueNames = createAnswers((number) => findColleague([number, formatPhoneNumber(number)]));
  const isGranted = (feature: ConsentFeature) => consents.states.get()[feature] === 'granted';

  const findName = async (number: string): Promise<string | null> => {
    if (isGranted('contacts')) {
      const name = (await contactNames.find('all'))?.get(number);
      if (name !== undefined) return name;
    }
    return isGranted('profile') ? colleagueNames.find(number) : null;
  };
  const resolve = async (number: string) => {
    const name = await findName(number);
    if (name === null) return;
    foundNames.set(number, name);
    waiting.get(number)?.(name);
    waiting.delete(number);
  };

  // After a further consent, the search for the missing names begins again.
  let grantedCount = 0;
  consents.states.subscribe(() => {
    const countBefore = grantedCount;
    grantedCount = Number(isGranted('contacts')) + Number(isGranted('profile'));
    if (grantedCount <= countBefore) return;
    for (const number of waiting.keys()) void resolve(number);
    if (areAllWanted) loadContacts();
  });
  const loadContacts = (): void => {
    areAllWanted = true;
    consents.check('contacts');
    if (isGranted('contacts')) void contactNames.find('all');
  };

  return {
    contacts: asReadable(contacts),
    /** Reads all contacts into `contacts`, which may be after the user's consent. Later calls read nothing. */
    loadContacts,
    /** Calls `onName` once the name of a number is known, which may be after the user's consent. @param number in E.164 form */
    request(number: string, onName: (name: string) => void): void {
      const name = foundNames.get(number);
      if (name !== undefined) return onName(name);
      consents.check('contacts');
      consents.check('profile');
      const isNew = !waiting.has(number);
      waiting.set(number, onName);
      if (isNew) void resolve(number);
    },
  };
}

export type NumberNames = ReturnType<typeof createNumberNames>;
