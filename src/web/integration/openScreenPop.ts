import { withTimeout } from '../base/withTimeout.ts';
import type { Phone } from '../calling/phone.ts';
import type { People } from '../people/people.ts';
import { createFactReader, type OtherPerson } from './callFacts.ts';
import { fillAddress, lookedUpCalls, openInNewTab } from './screenPop.ts';

/** Milliseconds that the directory has for a person's address. Firefox lets a page open a tab only within a second of the press. */
const lookUpMs = 500;

/**
 * Opens the screen pop about the other person of a call, as the user has asked for.
 * @param ringingKey the key of the call while it rings
 */
export async function openScreenPop(
  template: string,
  other: OtherPerson,
  phone: Phone,
  people: People,
  ringingKey?: string,
): Promise<void> {
  if (ringingKey !== undefined) lookedUpCalls.add(ringingKey);
  const facts = createFactReader(phone, people);
  await withTimeout(facts.lookUp(other.rawId), lookUpMs, () => undefined);
  openInNewTab(fillAddress(template, facts.read(other)));
}
