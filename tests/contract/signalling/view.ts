import type { Event, Presence } from '../../../src/emulator/wire/protocol.ts';

/** The order of call presences. A participant never goes back. */
const order: readonly Presence[] = ['Connecting', 'Ringing', 'InLobby', 'Joined'];

/** The media state of a participant who sends nothing special. */
export const quiet = { muted: false, video: false, screen: false, hold: false };

/** What one endpoint knows of a call it is in: from its own commands and the events it received. */
export interface View {
  readonly call: string;
  readonly self: string;
  readonly others: Map<string, { readonly id: string; presence: Presence; bot: boolean }>;
  /** Whether another participant has joined or the meeting was entered: the SDK's state Connected. */
  inside: boolean;
  /** Whether the endpoint waits in the lobby, where it sees no participant. */
  waits: boolean;
  /** Ids of participants who have left. */
  readonly departed: Set<string>;
  ended: string | undefined;
  /** The transfer that led here: the call that it came from, and its ticket. */
  readonly transfer: { readonly call: string; readonly ticket: string } | undefined;
}

export const newView = (call: string, self: string, transfer?: View['transfer']): View => ({
  call,
  self,
  others: new Map(),
  inside: false,
  waits: false,
  departed: new Set(),
  ended: undefined,
  transfer,
});

/** Applies an event to the view of a call. @throws when the event contradicts the view. */
export function applyEvent(view: View, event: Extract<Event, { t: 'participant' | 'left' | 'place' }>) {
  if (view.ended) throw new Error(`${event.t} of a call that had ended`);
  switch (event.t) {
    case 'participant': {
      const { participant, id, presence, bot } = event.entry;
      if (participant === view.self) throw new Error('gets itself as another participant');
      if (view.departed.has(participant)) throw new Error(`gets ${presence} for a participant who had left`);
      const known = view.others.get(participant);
      if (known && order.indexOf(presence) < order.indexOf(known.presence)) {
        throw new Error(`${known.presence} became ${presence}`);
      }
      view.others.set(participant, { id, presence, bot: bot !== undefined });
      view.inside ||= presence === 'Joined';
      return;
    }
    case 'left':
      // A participant who could not be reached may leave without ever having been seen.
      if (view.departed.has(event.participant)) throw new Error('gets a participant’s leaving twice');
      view.others.delete(event.participant);
      view.departed.add(event.participant);
      return;
    case 'place':
      if (view.inside && event.presence === 'InLobby') throw new Error('is sent back into the lobby');
      view.waits = event.presence === 'InLobby';
      view.inside ||= event.presence === 'Joined';
  }
}
