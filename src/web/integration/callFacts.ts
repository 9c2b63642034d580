import type { Placeholder } from '../../contract/integration.ts';
import { toSingleLine } from '../base/toSingleLine.ts';
import type { CompanyCall, Via } from '../calling/call/callOrigin.ts';
import { isWithheldNumber } from '../calling/call/target.ts';
import type { Phone } from '../calling/phone.ts';
import type { People } from '../people/people.ts';
import { objectIdOf } from '../people/rawId.ts';

/** What the company's own systems learn about the other person of a call. A text is empty while it is not known. */
export type CallFacts = Readonly<Record<Placeholder, string>>;

/** The other person of a call, as a ringing or a running call names them. */
export interface OtherPerson {
  readonly rawId: string | null;
  /** The name that the SDK gives, which the caller may have chosen. */
  readonly displayName: string | null;
  readonly via: Via | null;
  readonly companyCall: CompanyCall | null;
}

/**
 * The longest text in characters, an emoji being one: half of what an event may have, where it counts as two. Callers choose their own
 * names, and a text that is too long would make all waiting events unreadable.
 */
const maxLength = 160;

/** Creates the reader of facts. */
export function createFactReader({ company }: Phone, people: People) {
  /** The addresses of colleagues, by raw id. */
  const emails = new Map<string, string>();
  return {
    /** Looks a person or the owner of a number up, so that `read` knows their name and address afterwards. */
    async lookUp(rawId: string | null): Promise<void> {
      if (rawId === null) return;
      if (rawId.startsWith('4:+')) return people.findOwner(rawId);
      const found = await people.find(rawId);
      if (typeof found !== 'string') emails.set(rawId, found.upn ?? '');
    },
    read({ rawId, displayName, via, companyCall }: OtherPerson): CallFacts {
      const id = rawId ?? '';
      const number = id.startsWith('4:') && !isWithheldNumber(id) ? toSingleLine(id.slice(2), maxLength) : '';
      const owner = people.numberOwners.get().get(id);
      const name = owner?.name ?? people.names.get().get(id) ?? displayName ?? '';
      const line = company?.lines.find((candidate) => candidate.number === companyCall?.number);
      const viaName = via && (people.names.get().get(via.rawId) ?? via.displayName);
      return {
        number,
        // For a caller from the telephone network, the SDK gives the number as the name.
        name: /^\+?[\d\s]+$/.test(name) ? '' : toSingleLine(name, maxLength),
        email: toSingleLine(emails.get(id) ?? '', maxLength),
        userId: owner?.oid ?? objectIdOf(id) ?? '',
        queue: toSingleLine(line?.name ?? companyCall?.number ?? viaName ?? '', maxLength),
      };
    },
  };
}

export type FactReader = ReturnType<typeof createFactReader>;
