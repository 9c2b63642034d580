import type { CustomContext, EndCode, TransferTarget } from '../../wire/protocol.ts';
import { Emitter } from '../base/events.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import type { SessionDeps } from './sessionDeps.ts';

/** The parts of a call's session that its transfers use. */
interface TransferringCall {
  readonly deps: Pick<SessionDeps, 'connection' | 'callId' | 'startTransferredCall'>;
  leave(isForEveryone: boolean): Promise<void>;
  giveUp(endCode: EndCode): void;
}

/** A call's transfers. The transferor requests a transfer, the transferee follows it, and a ticket identifies it. */
export class Transfers {
  readonly events = new Emitter('TransferCallFeature', ['transferAccepted']);
  private readonly call: TransferringCall;
  /** For each pending transfer that this page requested: its ticket, and the function that resolves its promise. */
  private readonly pendingTransfers = new Map<string, (endCode: EndCode | null) => void>();
  /** For each transfer that the local participant follows: its ticket, and the function that gives it up. */
  private readonly followedTransfers = new Map<string, () => void>();
  /** Whether a test's fault, `transferredCallEnds`, will end this call. Until then, the session ignores the server's end. */
  isEndDelayed = false;

  constructor(call: TransferringCall) {
    this.call = call;
  }

  /** @returns `null` when the transfer succeeded, otherwise the end code; 487/10004 after the server's time-out. */
  request(transfereeId: string, target: TransferTarget, context?: CustomContext): Promise<EndCode | null> {
    const { connection, callId } = this.call.deps;
    const ticket = crypto.randomUUID();
    return new Promise((resolve) => {
      this.pendingTransfers.set(ticket, resolve);
      const fields = { call: callId, ticket, participant: transfereeId, target };
      connection.send({ t: 'transfer', ...fields, ...(context && { context }) });
    });
  }

  /** Called when the server has ended a transfer that this participant requested, or a followed one that took too long. */
  finish(ticket: string, endCode: EndCode | null): void {
    this.pendingTransfers.get(ticket)?.(endCode);
    this.pendingTransfers.delete(ticket);
    // The function that gives up a followed transfer also deletes its entry.
    this.followedTransfers.get(ticket)?.();
  }

  /** Ends the transfers that this page requested, but not those that it follows. */
  failRequested(endCode: EndCode): void {
    for (const ticket of Array.from(this.pendingTransfers.keys())) this.finish(ticket, endCode);
  }

  /**
   * Called when another participant transfers the local participant: starts the call to the target. When the target call
   * is connected, the local participant leaves this call. If the target call fails or takes too long, this call continues.
   */
  follow(ticket: string, target: TransferTarget): void {
    const { deps } = this.call;
    const { connection, callId } = deps;
    const targetCall = deps.startTransferredCall(target, { call: callId, ticket });
    this.events.emit('transferAccepted', { targetCall });
    const stopFollowing = () => {
      targetCall.off('stateChanged', reportOutcome);
      this.followedTransfers.delete(ticket);
    };
    const reportOutcome = () => {
      const { state, callEndReason } = targetCall;
      if (state !== 'Connected' && state !== 'Disconnected') return;
      stopFollowing();
      const { code = 0, subCode = 0 } = callEndReason ?? {};
      const endCode = state === 'Connected' ? null : { code, subCode };
      connection.send({ t: 'transferred', call: callId, ticket, end: endCode });
      if (!endCode) this.leaveFormerCall();
    };
    targetCall.on('stateChanged', reportOutcome);
    this.followedTransfers.set(ticket, () => {
      stopFollowing();
      void targetCall.hangUp();
    });
  }

  private leaveFormerCall(): void {
    const { transferredCallEnds } = getPageConditions();
    if (!transferredCallEnds) return void this.call.leave(false);
    const { afterMs, ...endCode } = transferredCallEnds;
    this.isEndDelayed = true;
    setTimeout(() => this.call.giveUp(endCode), afterMs);
  }
}
