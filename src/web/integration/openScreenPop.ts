import { withTimeout } from '../base/withTimeout.ts';
import type { CallSnapshot } from '../calling/call/snapshot.ts';
import type { Phone } from '../calling/phone.ts';
import type { People } from '../people/people.ts';
import { createFactReader } from './callFacts.ts';
import { fillAddress, openInNewTab } from './screenPop.ts';

/** Milliseconds that the directory has for a person's address. Firefox lets a page open a tab only within a second of the press. */
const lookUpMs = 500;

/** Opens the screen pop about the other person of a call, as the user has asked for. */
export async function openScreenPop(
  template: string,
  { other, otherName, via, companyCall }: CallSnapshot,
  phone: Phone,
  people: People,
): Promise<void> {
  const facts = createFactReader(phone, people);
  await withTimeout(facts.lookUp(other), lookUpMs, () => undefined);
  openInNewTab(fillAddress(template, facts.read({ rawId: other, displayName: otherName, via, companyCall })));
}
