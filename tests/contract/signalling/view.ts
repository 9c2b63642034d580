import type { Event, Presence } from '../../../src/emulator/wire/protocol.ts';

/** How far one has come; nobody goes back. */
const order: readonly Presence[] = ['Connecting', 'Ringing', 'InLobby', 'Joined'];

/** What somebody sends who shows nothing. */
export const quiet = { muted: false, video: false, screen: false, hold: false };

/** What one window knows of a call it is in, from its own commands and from what it was told, and nothing else. */
export interface View {
  readonly call: string;
  readonly self: string;
  readonly others: Map<string, { readonly id: string; presence: Presence; bot: boolean }>;
  /** Somebody has been met, or the meeting has been entered: Connected, in the SDK's words. */
  inside: boolean;
  /** In the lobby one sees nobody. */
  waits: boolean;
  /** Those who were in it and are not. */
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

/** Takes in what a window is told of a call it is in. @throws what no client could make sense of. */
export function tellView(view: View, event: Extract<Event, { t: 'participant' | 'left' | 'place' }>) {
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
      // Whoever could not be reached may leave without ever having been seen.
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
