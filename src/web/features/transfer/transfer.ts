import type { TeamsCall, Transfer } from '@azure/communication-calling';
import {
  createIdentifierFromRawId,
  type CommunicationIdentifier,
  type MicrosoftTeamsUserIdentifier,
} from '@azure/communication-common';
import { whileRunning, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen, type Unsubscribe } from '../../calling/sdk/listen.ts';
import { endCode, endKind, type EndKind } from '../../errors/endReason.ts';

/** Where the other person is sent: to somebody, to their voicemail, or into another call of ours. */
export type Destination =
  | { readonly kind: 'person' | 'voicemail'; readonly rawId: string }
  /** `id` is the SDK's id of that call, `rawId` who is in it. */
  | { readonly kind: 'call'; readonly id: string; readonly rawId: string | null };

type Attempt = { readonly to: Destination } & (
  | { readonly state: Exclude<Transfer['state'], 'Failed'>; readonly failure: null }
  | { readonly state: 'Failed'; readonly failure: { readonly kind: EndKind; readonly code: string } }
);

interface Transferring {
  readonly can: Availability;
  /** The last attempt in this call; `null` when there was none, or it has been put aside. */
  readonly attempt: Attempt | null;
  /** Raw id of the one who is asked first, in a call of its own. */
  readonly asking: string | null;
}

type TransferCommand =
  | { readonly kind: 'start'; readonly to: Destination }
  | { readonly kind: 'takeBack' }
  /** Remembers whom we ask; the call to them is made by the phone. */
  | { readonly kind: 'ask'; readonly rawId: string };

interface Running {
  readonly to: Destination;
  readonly transfer: Transfer;
  readonly stop: Unsubscribe;
}

const attempts = new WeakMap<TeamsCall, Running>();
const asked = new WeakMap<TeamsCall, string>();
const watchers = new WeakMap<TeamsCall, () => void>();
/** SDK ids of our calls into which somebody is being sent; they end with the transfer. */
const joined = new Set<string>();

/**
 * Sends the one other person elsewhere; our part in the call ends once they are there. The SDK cannot call a transfer
 * off: whoever takes the person back talks to them again, and only an answer at the other end still takes them away.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export const transfer: CallFeature<Transferring, TransferCommand> = {
  name: 'transfer',
  read(call, tools) {
    const now = whileRunning(call, tools);
    const can = now === 'yes' && call.remoteParticipants.length !== 1 ? 'callKind' : now;
    const running = attempts.get(call);
    return { can, attempt: running ? readAttempt(running) : null, asking: asked.get(call) ?? null };
  },
  watch(call, look) {
    watchers.set(call, look);
    const stop = listen(call, ['remoteParticipantsUpdated'], look);
    return () => {
      stop();
      attempts.get(call)?.stop();
    };
  },
  async run(call, tools, command) {
    if (command.kind === 'ask') return void asked.set(call, command.rawId);
    if (command.kind === 'takeBack') {
      const running = attempts.get(call);
      if (running && running.transfer.state !== 'Transferring') forget(call);
      return call.state === 'LocalHold' ? tools.live.switchTo(call) : undefined;
    }
    forget(call);
    // The person who is sent on should hear the new call, and nothing of the room they leave.
    return tools.live.hold(call, () => start(call, tools, command.to));
  },
  ending(call) {
    if (joined.delete(call.id)) return 'transferred';
    return attempts.get(call)?.transfer.state === 'Transferred' ? 'transferred' : null;
  },
};

function start(call: TeamsCall, { sdk, reportTransferFailed }: CallTools, to: Destination): void {
  const feature = call.feature(sdk.Features.Transfer);
  const started =
    to.kind === 'call'
      ? feature.transfer({ targetCallId: to.id })
      : to.kind === 'voicemail'
        ? feature.transfer({ targetParticipantVoicemail: teamsUser(to.rawId) })
        : feature.transfer({ targetParticipant: identifier(to.rawId) });
  if (to.kind === 'call') joined.add(to.id);
  const onChange = () => {
    if (started.state === 'Failed') {
      if (to.kind === 'call') joined.delete(to.id);
      // The panel may be closed, and another call may be in front.
      reportTransferFailed({ target: to.rawId, ...readFailure(started) });
    }
    watchers.get(call)?.();
  };
  attempts.set(call, { to, transfer: started, stop: listen(started, ['stateChanged'], onChange) });
}

function forget(call: TeamsCall): void {
  attempts.get(call)?.stop();
  attempts.delete(call);
}

function readFailure({ error }: Transfer): { reason: EndKind; code: string } {
  const reason = { code: error?.code ?? 0, subCode: error?.subCode ?? 0 };
  return { reason: endKind(reason), code: endCode(reason) };
}

function readAttempt({ to, transfer: attempt }: Running): Attempt {
  if (attempt.state !== 'Failed') return { to, state: attempt.state, failure: null };
  const { reason, code } = readFailure(attempt);
  return { to, state: 'Failed', failure: { kind: reason, code } };
}

const identifier = (rawId: string): CommunicationIdentifier => createIdentifierFromRawId(rawId);
const teamsUser = (rawId: string) => createIdentifierFromRawId(rawId) as MicrosoftTeamsUserIdentifier;
