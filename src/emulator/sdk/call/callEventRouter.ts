import { commandRefused } from '../../wire/endCodes.ts';
import type { Command, EndCode, SignallingEvent } from '../../wire/protocol.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { Mesh } from '../media/mesh.ts';
import type { Roster } from '../participants/roster.ts';
import type { CallContext } from './callContext.ts';
import type { SharedState } from './sharedState.ts';
import type { Transfers } from './transfers.ts';

/** An event of the signalling server about a call. A call's session gets such events from the call agent. */
export type SessionEvent = Exclude<SignallingEvent, { t: 'incoming' }>;

/** The parts of a call that events are routed to. The call's session provides them. */
export interface CallEventTargets {
  readonly context: Pick<CallContext, 'update'>;
  readonly roster: Pick<Roster, 'update' | 'remove'>;
  /** The peer connections of the call. */
  readonly mesh: Pick<Mesh, 'receiveSignal' | 'setMediaLost'>;
  readonly localMedia: Pick<LocalMedia, 'stopVideo'>;
  readonly transfers: Pick<Transfers, 'follow' | 'finish' | 'failAll'>;
  readonly sharedState: Pick<SharedState, 'handleEvent'>;
  hasEnded(): boolean;
  /** Called when another participant mutes the local participant. */
  onMutedByOthers(): void;
  /** Called when the network sends a name of the caller. */
  onCallerNamed(name: string): void;
  endCall(endCode: EndCode): void;
}

/** The commands that bring the local participant into the call. If the server refuses one of them, the call ends. */
const enteringCommands = new Set<Command['t']>(['start', 'join', 'take']);

/** Routes the server's events about a call, in order, to the parts of the call that handle them. */
export class CallEventRouter {
  private readonly targets: CallEventTargets;
  /**
   * The events that arrived before the state Connecting, and have to wait for it; `undefined` once the call is
   * Connecting.
   */
  private earlyEvents: SessionEvent[] | undefined = [];

  constructor(targets: CallEventTargets) {
    this.targets = targets;
  }

  handle(event: SessionEvent): void {
    if (this.targets.hasEnded()) return;
    if (this.earlyEvents) this.earlyEvents.push(event);
    else route(this.targets, event);
  }

  /** Routes the events that have waited for the state Connecting. Later events are routed as they arrive. */
  routeEarlyEvents(): void {
    const earlyEvents = this.earlyEvents ?? [];
    this.earlyEvents = undefined;
    for (const event of earlyEvents) this.handle(event);
  }
}

/** The names of the events are those of the protocol. `wire/event.ts` describes each of them. */
function route(call: CallEventTargets, event: SessionEvent): void {
  switch (event.t) {
    case 'place':
      return call.context.update(event);
    case 'participant':
      return call.roster.update(event.entry);
    case 'signal':
      return call.mesh.receiveSignal(event.from, event.to, event.signal);
    case 'left':
      return call.roster.remove(event.participant, event.end);
    case 'ended':
      return call.endCall(event.end);
    case 'media':
      return call.mesh.setMediaLost(event.participant, event.lost);
    case 'muted':
      return call.onMutedByOthers();
    case 'caller':
      return call.onCallerNamed(event.name);
    case 'unshared':
      return call.localMedia.stopVideo('screen');
    case 'transfer':
      return call.transfers.follow(event.ticket, event.target);
    case 'transferred':
      return call.transfers.finish(event.ticket, event.end);
    case 'shared':
    case 'said':
    case 'answered':
      return call.sharedState.handleEvent(event);
    case 'refused':
      if (event.of === 'transfer') call.transfers.failAll(commandRefused);
      if (enteringCommands.has(event.of)) call.endCall(commandRefused);
      // The server refuses any other command only if the call has changed meanwhile. An event about that change follows.
      return undefined;
  }
}
