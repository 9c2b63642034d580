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
  /** Another participant has joined, or the meeting was entered: the SDK's state Connected. */
  inside: boolean;
  /** The endpoint waits in the lobby, where it sees nobody. */
  waits: boolean;
  /** Participants who have left. */
  readonly gone: Set<string>;
  ended: string | undefined;
  /** The transfer that led here: where it was asked for, and the ticket. */
  readonly sent: { readonly call: string; readonly ticket: string } | undefined;
}

export const newView = (call: string, self: string, sent?: View['sent']): View => ({
  call,
  self,
  others: new Map(),
  inside: false,
  waits: false,
  gone: new Set(),
  ended: undefined,
  sent,
});

/** Applies an event to the view of a call. @throws when no client could make sense of the event. */
export function applyEvent(view: View, event: Extract<Event, { t: 'participant' | 'left' | 'place' }>) {
  if (view.ended) throw new Error(`${event.t} of a call that had ended`);
  switch (event.t) {
    case 'participant': {
      const { participant, id, presence, bot } = event.entry;
      if (participant === view.self) throw new Error('is told of itself as of another');
      if (view.gone.has(participant)) throw new Error(`${presence} of somebody who had left`);
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
      if (view.gone.has(event.participant)) throw new Error('somebody left twice');
      view.others.delete(event.participant);
      view.gone.add(event.participant);
      return;
    case 'place':
      if (view.inside && event.presence === 'InLobby') throw new Error('is sent back into the lobby');
      view.waits = event.presence === 'InLobby';
      view.inside ||= event.presence === 'Joined';
  }
}
