import type { EndCode, TransferTarget } from '../../wire/protocol.ts';
import type { EmuTeamsCall } from './call.ts';
import { Emitter } from '../base/events.ts';
import type { CallSession } from './session.ts';

/** Documented: a transfer has 60 s. */
const transferWithin = 60_000;

/** The transfers of one call: those this side asked for, and the ones it is told to make. */
export class Transfers {
  readonly events = new Emitter('TransferCallFeature', ['transferAccepted']);
  private readonly session: CallSession;
  private readonly waiting = new Map<string, (end: EndCode | null) => void>();

  constructor(session: CallSession) {
    this.session = session;
  }

  /** @returns how it went: `null` is well. The documented time-out is told as 487/10004. */
  ask(participant: string, target: TransferTarget): Promise<EndCode | null> {
    const { connection, id: call } = this.session.deps;
    const ticket = crypto.randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle(ticket, { code: 487, subCode: 10004 }), transferWithin);
      this.waiting.set(ticket, (end) => {
        clearTimeout(timer);
        resolve(end);
      });
      connection.send({ t: 'transfer', call, ticket, participant, target });
    });
  }

  settle(ticket: string, end: EndCode | null): void {
    this.waiting.get(ticket)?.(end);
    this.waiting.delete(ticket);
  }

  /** What is still open has failed. */
  fail(end: EndCode): void {
    for (const ticket of Array.from(this.waiting.keys())) this.settle(ticket, end);
  }

  /** Goes where it was sent; this call ends when the other one stands, and stays when it does not. */
  go(ticket: string, target: TransferTarget): void {
    const { session } = this;
    const { connection, id: call, place } = session.deps;
    const targetCall: EmuTeamsCall = place(target, { call, ticket });
    this.events.emit('transferAccepted', { targetCall });
    const settle = () => {
      const { state, callEndReason } = targetCall;
      if (state !== 'Connected' && state !== 'Disconnected') return;
      targetCall.off('stateChanged', settle);
      const end =
        state === 'Connected' ? null : { code: callEndReason.code, subCode: callEndReason.subCode ?? 0 };
      connection.send({ t: 'transferred', call, ticket, end });
      if (!end) void session.leave(false);
    };
    targetCall.on('stateChanged', settle);
  }
}
