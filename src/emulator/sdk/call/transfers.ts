import type { TeamsCall } from '@azure/communication-calling';
import type { EndCode, Pass, TransferTarget } from '../../wire/protocol.ts';
import type { CommandSender } from '../base/commandSender.ts';
import { Emitter } from '../base/events.ts';

/** A transfer has 60 seconds, as documented. */
const transferTimeoutMs = 60_000;

/** The part of a call that its transfers use. */
export interface TransferringCall {
  readonly connection: CommandSender;
  /** The call's id. */
  readonly id: string;
  /** Starts the call that a transfer leads to. */
  startTransferred(target: TransferTarget, pass: Pass): TeamsCall;
  leave(): void;
}

/** The transfers of one call: those the local participant asks for, and those it has to follow. */
export class Transfers {
  readonly events = new Emitter('TransferCallFeature', ['transferAccepted']);
  private readonly call: TransferringCall;
  private readonly pending = new Map<string, (end: EndCode | null) => void>();

  constructor(call: TransferringCall) {
    this.call = call;
  }

  /**
   * Transfers a participant.
   * @returns `null` when the transfer succeeded, otherwise the end code; 487/10004 after the documented time-out.
   */
  ask(participant: string, target: TransferTarget): Promise<EndCode | null> {
    const { connection, id: call } = this.call;
    const ticket = crypto.randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle(ticket, { code: 487, subCode: 10004 }), transferTimeoutMs);
      this.pending.set(ticket, (end) => {
        clearTimeout(timer);
        resolve(end);
      });
      connection.send({ t: 'transfer', call, ticket, participant, target });
    });
  }

  /** Ends a transfer that the local participant asked for. */
  settle(ticket: string, end: EndCode | null): void {
    this.pending.get(ticket)?.(end);
    this.pending.delete(ticket);
  }

  /** Ends every pending transfer with this code. */
  fail(end: EndCode): void {
    for (const ticket of Array.from(this.pending.keys())) this.settle(ticket, end);
  }

  /** Follows a transfer. This call ends when the target call is connected, and stays when that fails. */
  go(ticket: string, target: TransferTarget): void {
    const { connection, id: call } = this.call;
    const targetCall = this.call.startTransferred(target, { call, ticket });
    this.events.emit('transferAccepted', { targetCall });
    const settle = () => {
      const { state, callEndReason } = targetCall;
      if (state !== 'Connected' && state !== 'Disconnected') return;
      targetCall.off('stateChanged', settle);
      const { code = 0, subCode = 0 } = callEndReason ?? {};
      const end = state === 'Connected' ? null : { code, subCode };
      connection.send({ t: 'transferred', call, ticket, end });
      if (!end) this.call.leave();
    };
    targetCall.on('stateChanged', settle);
  }
}
