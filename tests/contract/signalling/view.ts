import type { SignallingEvent, CallPresence } from '../../../src/emulator/wire/protocol.ts';

/** The order of call presences. A participant never goes back to an earlier presence. */
const presenceOrder: readonly CallPresence[] = ['Connecting', 'Ringing', 'InLobby', 'Joined'];

/** The media state of a participant who sends only sound. */
export const defaultMediaState = { muted: false, video: false, screen: false, hold: false };

/** What one endpoint knows about another participant of a call. */
interface OtherParticipant {
  readonly rawId: string;
  presence: CallPresence;
  isBot: boolean;
}

/** What one endpoint knows about a call that it is or was in, from its own commands and the events that it received. */
export interface CallView {
  readonly callId: string;
  readonly ownParticipantId: string;
  /** The other participants, by participant id. */
  readonly others: Map<string, OtherParticipant>;
  /** Whether the endpoint's SDK would report the state Connected. */
  isConnected: boolean;
  /** Whether the endpoint waits in the lobby, where it sees no participant. */
  isInLobby: boolean;
  /** Ids of participants who have left. */
  readonly departedIds: Set<string>;
  /** Why the call ended for this endpoint: `hung up` by itself, or the server's reason. Undefined while the call goes on. */
  endReason: string | undefined;
  /** The transfer by which the endpoint entered this call: the id of the call that it came from, and the transfer's ticket. */
  readonly transfer: { readonly call: string; readonly ticket: string } | undefined;
}

export const createView = (
  callId: string,
  ownParticipantId: string,
  transfer?: CallView['transfer'],
): CallView => ({
  callId,
  ownParticipantId,
  others: new Map(),
  isConnected: false,
  isInLobby: false,
  departedIds: new Set(),
  endReason: undefined,
  transfer,
});

/** Applies an event to the view of a call. @throws when the event contradicts the view. */
export function applyEvent(
  view: CallView,
  event: Extract<SignallingEvent, { t: 'participant' | 'left' | 'place' }>,
) {
  if (view.endReason) throw new Error(`${event.t} of a call that had ended`);
  switch (event.t) {
    case 'participant': {
      const { participant, id: rawId, presence, bot } = event.entry;
      if (participant === view.ownParticipantId)
        throw new Error('the endpoint got its own participant id as that of another participant');
      if (view.departedIds.has(participant))
        throw new Error(`gets ${presence} for a participant who had left`);
      const knownParticipant = view.others.get(participant);
      if (
        knownParticipant &&
        presenceOrder.indexOf(presence) < presenceOrder.indexOf(knownParticipant.presence)
      ) {
        throw new Error(`${knownParticipant.presence} became ${presence}`);
      }
      view.others.set(participant, { rawId, presence, isBot: bot !== undefined });
      view.isConnected ||= presence === 'Joined';
      return;
    }
    case 'left':
      // A participant who could not be reached may leave although no event has named them before.
      if (view.departedIds.has(event.participant))
        throw new Error('the server reports twice that a participant has left');
      view.others.delete(event.participant);
      view.departedIds.add(event.participant);
      return;
    case 'place':
      // The event reports the endpoint's own presence in the call.
      if (view.isConnected && event.presence === 'InLobby') throw new Error('is sent back into the lobby');
      view.isInLobby = event.presence === 'InLobby';
      view.isConnected ||= event.presence === 'Joined';
  }
}
