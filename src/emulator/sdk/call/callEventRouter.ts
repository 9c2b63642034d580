import type { Command, Event } from '../../wire/protocol.ts';
import { mutedByOthers } from './muteOthers.ts';
import type { CallSession } from './session.ts';

/** What signalling says about one call. */
export type SessionEvent = Exclude<Event, { t: 'incoming' }>;

/** Whoever is refused one of these has no call. */
const entering = new Set<Command['t']>(['start', 'join', 'take']);

/** What signalling says about a call, in order, on its way to the part of the call that it concerns. */
export class Intake {
  private readonly session: CallSession;
  /** What came before Connecting was said, and must not overtake it. */
  private early: SessionEvent[] | undefined = [];

  constructor(session: CallSession) {
    this.session = session;
  }

  take(event: SessionEvent): void {
    if (this.session.ended) return;
    if (this.early) this.early.push(event);
    else deliver(this.session, event);
  }

  /** Connecting was said. */
  open(): void {
    const early = this.early ?? [];
    this.early = undefined;
    for (const event of early) this.take(event);
  }
}

function deliver(session: CallSession, event: SessionEvent): void {
  switch (event.t) {
    case 'place':
      return session.place.hear(event);
    case 'participant':
      return session.roster.enter(event.entry);
    case 'signal':
      return session.mesh.receive(event.from, event.to, event.signal);
    case 'left':
      return session.roster.leave(event.participant, event.end);
    case 'ended':
      return session.finish(event.end);
    case 'media':
      return session.mesh.lose(event.participant, event.lost);
    case 'muted':
      return mutedByOthers(session);
    case 'unshared':
      return session.local.stop('screen');
    case 'transfer':
      return session.transfers.go(event.ticket, event.target);
    case 'transferred':
      return session.transfers.settle(event.ticket, event.end);
    case 'shared':
    case 'said':
    case 'answered':
      return session.shared.handle(event);
    case 'refused':
      if (event.of === 'transfer') session.transfers.fail({ code: 400, subCode: 0 });
      if (entering.has(event.of)) session.finish({ code: 400, subCode: 0 });
      // What else was refused was overtaken by an event that is already on its way; nothing changed.
      return undefined;
  }
}
