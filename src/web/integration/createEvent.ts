import type { CallEvent } from '../../contract/callEvent.ts';
import type { HistoryEntry } from '../history/entry.ts';
import type { FactReader, OtherPerson } from './callFacts.ts';

export const emptyOther: OtherPerson = { rawId: null, displayName: null, via: null, companyCall: null };

/** The other person of a call of the history. */
export const readOther = ({ other, name, via, companyNumber }: HistoryEntry): OtherPerson => ({
  rawId: other,
  displayName: name,
  via: via ? { rawId: via.rawId, displayName: via.name } : null,
  companyCall: companyNumber === undefined ? null : { number: companyNumber, waitedSeconds: null },
});

/** Creates an event about a call. @param oid Entra object id of the user */
export function createEvent(
  type: CallEvent['type'],
  { id, direction, other }: Pick<CallEvent['call'], 'id' | 'direction'> & { readonly other: OtherPerson },
  oid: string,
  facts: Pick<FactReader, 'read'>,
  more: Partial<CallEvent['call']>,
  { at = new Date(), idSuffix = '' } = {},
): CallEvent {
  return {
    switchboard: 1,
    type,
    // With the user's id, because the call has the same id at its other end. The token service refuses another user's id.
    id: `${id}/${oid}/${type}${idSuffix}`,
    at: at.toISOString(),
    call: { id, direction, ...facts.read(other), ...more },
  };
}
