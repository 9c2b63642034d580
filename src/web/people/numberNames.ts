import { createAnswers } from '../base/answers.ts';
import { asReadable, createStore } from '../base/store.ts';
import type { ConsentFeature, Consents } from '../consent/consents.ts';
import { formatPhoneNumber, toE164 } from './phoneNumbers.ts';

export interface OutlookContact {
  /** The person's name, or the company's if the contact has no other. */
  readonly name: string;
  /** The company for which the person works; `null` if the contact does not say. */
  readonly company: string | null;
  /** The phone numbers as the user typed them. */
  readonly numbers: readonly string[];
}

/** A colleague to whom a phone number belongs. */
interface NumberColleague {
  /** Entra object id. */
  readonly oid: string;
  readonly name: string;
}

/** Who has a phone number: an Outlook contact or a colleague. */
export interface NumberOwner extends Pick<OutlookContact, 'name' | 'company'> {
  /** A colleague's Entra object id; `null` for a contact. */
  readonly oid: string | null;
}

/** Returns the name and the company in one text, for a list or a title without a place for the company. */
export const nameWithCompany = ({ name, company }: Pick<OutlookContact, 'name' | 'company'>): string =>
  [name, company].filter(Boolean).join(', ');

export interface NumberNameSources {
  /** The user's Outlook contacts; `null` if they could not be read. Needs the consent to `contacts`. */
  readonly fetchContacts: () => Promise<readonly OutlookContact[] | null>;
  /** Finds the colleague to whom a number, in any of its spellings, belongs. Needs the consent to `profile`. */
  readonly findColleague: (spellings: readonly string[]) => Promise<NumberColleague | null>;
}

/** Milliseconds after a failed request for the contacts until the next name may request them again. */
const retryAfterMs = 60_000;

/**
 * Creates the search for the owners of phone numbers: first among the user's Outlook contacts, then in the directory. It uses only
 * a source to which the user has consented, and does not ask the user.
 */
export function createNumberNames(
  consents: Pick<Consents, 'states' | 'check'>,
  { fetchContacts, findColleague }: NumberNameSources,
) {
  /** Maps each number that has no owner yet to the function that wants the owner. */
  const waiting = new Map<string, (owner: NumberOwner) => void>();
  const foundOwners = new Map<string, NumberOwner>();
  /** The names of the contacts that have been read, by the number in E.164 form. */
  const contacts = createStore<ReadonlyMap<string, string>>(new Map());
  /** Whether a search needs all contacts, and not only the owners of some numbers. */
  let areAllWanted = false;
  /** Keeps one answer, under the key `all`: the contacts by number; `null` if they could not be read. */
  const contactsByNumber = createAnswers(
    async () => {
      const fetched = await fetchContacts();
      if (fetched === null) return null;
      const byNumber = new Map(
        fetched.flatMap((contact) =>
          contact.numbers.flatMap((text) => {
            const number = toE164(text);
            return number === null ? [] : [[number, contact] as const];
          }),
        ),
      );
      contacts.set(new Map(Array.from(byNumber, ([number, contact]) => [number, nameWithCompany(contact)])));
      return byNumber;
    },
    (byNumber) => (byNumber === null ? retryAfterMs : Number.POSITIVE_INFINITY),
  );
  const colleagues = createAnswers((number) => findColleague([number, formatPhoneNumber(number)]));
  const isGranted = (feature: ConsentFeature) => consents.states.get()[feature] === 'granted';

  const findOwner = async (number: string): Promise<NumberOwner | null> => {
    if (isGranted('contacts')) {
      const contact = (await contactsByNumber.find('all'))?.get(number);
      if (contact) return { name: contact.name, company: contact.company, oid: null };
    }
    const colleague = isGranted('profile') ? await colleagues.find(number) : null;
    return colleague && { ...colleague, company: null };
  };
  const resolve = async (number: string) => {
    const owner = await findOwner(number);
    if (owner === null) return;
    foundOwners.set(number, owner);
    waiting.get(number)?.(owner);
    waiting.delete(number);
  };

  // After a further consent, the search for the missing owners begins again.
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
    if (isGranted('contacts')) void contactsByNumber.find('all');
  };

  return {
    contacts: asReadable(contacts),
    /** Reads all contacts into `contacts`, as soon as the user has consented. Later calls read nothing. */
    loadContacts,
    /**
     * Calls `onOwner` once the owner of a number is known, if need be after the user has consented.
     * @param number in E.164 form
     * @returns a promise that resolves when all sources to which the user has consented have answered
     */
    async request(number: string, onOwner: (owner: NumberOwner) => void): Promise<void> {
      const owner = foundOwners.get(number);
      if (owner) return onOwner(owner);
      consents.check('contacts');
      consents.check('profile');
      waiting.set(number, onOwner);
      await resolve(number);
    },
  };
}

export type NumberNames = ReturnType<typeof createNumberNames>;
