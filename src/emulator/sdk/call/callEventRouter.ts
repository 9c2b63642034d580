import type { Command, EndCode, Event } from '../../wire/protocol.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { Mesh } from '../media/mesh.ts';
import type { Roster } from '../participants/roster.ts';
import type { CallContext } from './callContext.ts';
import type { SharedState } from './sharedState.ts';
import type { Transfers } from './transfers.ts';

/** An event of the server about one call. */
export type SessionEvent = Exclude<Event, { t: 'incoming' }>;

/** The parts of a call that events are routed to. */
export interface CallEventTargets {
  readonly context: Pick<CallContext, 'update'>;
  readonly roster: Pick<Roster, 'update' | 'remove'>;
  readonly mesh: Pick<Mesh, 'receive' | 'lose'>;
  readonly local: Pick<LocalMedia, 'stop'>;
  readonly transfers: Pick<Transfers, 'go' | 'settle' | 'fail'>;
  readonly sharedState: Pick<SharedState, 'handle'>;
  hasEnded(): boolean;
  /** Another participant muted the local one. */
  mutedByOthers(): void;
  finish(end: EndCode): void;
}

/** Without these commands there is no call: a refusal of one ends it. */
const enteringCommands = new Set<Command['t']>(['start', 'join', 'take']);

/** Routes the server's events about a call, in order, to the part of the call that handles them. */
export class CallEventRouter {
  private readonly targets: CallEventTargets;
  /** The events that arrived before `open`: they must not overtake the state Connecting. */
  private early: SessionEvent[] | undefined = [];

  constructor(targets: CallEventTargets) {
    this.targets = targets;
  }

  handle(event: SessionEvent): void {
    if (this.targets.hasEnded()) return;
    if (this.early) this.early.push(event);
    else route(this.targets, event);
  }

  /** The call is Connecting: delivers the events that waited for it. */
  open(): void {
    const early = this.early ?? [];
    this.early = undefined;
    for (const event of early) this.handle(event);
  }
}

function route(call: CallEventTargets, event: SessionEvent): void {
  switch (event.t) {
    case 'place':
      return call.context.update(event);
    case 'participant':
      return call.roster.update(event.entry);
    case 'signal':
      return call.mesh.receive(event.from, event.to, event.signal);
    case 'left':
      return call.roster.remove(event.participant, event.end);
    case 'ended':
      return call.finish(event.end);
    case 'media':
      return call.mesh.lose(event.participant, event.lost);
    case 'muted':
      return call.mutedByOthers();
    case 'unshared':
      return call.local.stop('screen');
    case 'transfer':
      return call.transfers.go(event.ticket, event.target);
    case 'transferred':
      return call.transfers.settle(event.ticket, event.end);
    case 'shared':
    case 'said':
    case 'answered':
      return call.sharedState.handle(event);
    case 'refused':
      if (event.of === 'transfer') call.transfers.fail({ code: 400, subCode: 0 });
      if (enteringCommands.has(event.of)) call.finish({ code: 400, subCode: 0 });
      // Any other refused command was overtaken by an event that is already on its way. Nothing has changed.
      return undefined;
  }
}
