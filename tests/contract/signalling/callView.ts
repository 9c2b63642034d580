import type { SignallingEvent, CallPresence } from '../../../src/emulator/wire/protocol.ts';

/** The order of call presences. A participant never goes back to an earlier presence. */
const presenceOrder: readonly CallPresence[] = ['Connecting', 'Ringing', 'InLobby', 'Joined'];

/** What one endpoint knows about another participant of a call. */
interface OtherParticipant {
  readonly rawId: string;
  readonly presence: CallPresence;
  readonly isBot: boolean;
}

/** What one endpoint knows about a call that it is or was in, from its own commands and the events that it received. */
export class CallView {
  readonly callId: string;
  readonly ownParticipantId: string;
  /** The transfer by which the endpoint entered this call: the id of the call that it came from, and the ticket. */
  readonly transfer: { readonly call: string; readonly ticket: string } | undefined;
  /** The other participants, by participant id. */
  readonly others = new Map<string, OtherParticipant>();
  /** Whether the endpoint's SDK would report the state Connected. */
  isConnected = false;
  isInLobby = false;
  /** Why the call ended: `hung up` by the endpoint, or the server's reason. Undefined while the call goes on. */
  endReason: string | undefined;
  /** Ids of participants who have left. */
  private readonly departedIds = new Set<string>();

  constructor(callId: string, ownParticipantId: string, transfer?: CallView['transfer']) {
    this.callId = callId;
    this.ownParticipantId = ownParticipantId;
    this.transfer = transfer;
  }

  /** Adds a participant of whom no event has told yet. */
  expectParticipant(participantId: string, rawId: string): void {
    this.others.set(participantId, { rawId, presence: 'Connecting', isBot: false });
  }

  /** @throws when the event contradicts what the endpoint knows. */
  applyEvent(event: Extract<SignallingEvent, { t: 'participant' | 'left' | 'place' }>): void {
    if (event.t === 'participant') {
      const { participant, id: rawId, presence, bot } = event.entry;
      if (participant === this.ownParticipantId) throw new Error('gets its own id as that of another');
      if (this.departedIds.has(participant)) throw new Error(`gets ${presence} of who had left`);
      const former = this.others.get(participant)?.presence ?? 'Connecting';
      if (presenceOrder.indexOf(presence) < presenceOrder.indexOf(former))
        throw new Error(`${former} became ${presence}`);
      this.others.set(participant, { rawId, presence, isBot: bot !== undefined });
      this.isConnected ||= presence === 'Joined';
    } else if (event.t === 'left') {
      // A participant who could not be reached may leave although no event has named them before.
      if (this.departedIds.has(event.participant)) throw new Error('a participant leaves twice');
      this.others.delete(event.participant);
      this.departedIds.add(event.participant);
    } else {
      // The event reports the endpoint's own presence in the call.
      if (this.isConnected && event.presence === 'InLobby') throw new Error('is sent back into the lobby');
      this.isInLobby = event.presence === 'InLobby';
      this.isConnected ||= event.presence === 'Joined';
    }
  }
}
