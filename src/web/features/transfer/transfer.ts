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

/** The transfer target: a person, a person's voicemail, or another call of the user. */
export type TransferTarget =
  | { readonly kind: 'person' | 'voicemail'; readonly rawId: string }
  /** `id` is the SDK's id of that call, `rawId` is its other participant. */
  | { readonly kind: 'call'; readonly id: string; readonly rawId: string | null };

type Attempt = { readonly to: TransferTarget } & (
  | { readonly state: Exclude<Transfer['state'], 'Failed'>; readonly failure: null }
  | { readonly state: 'Failed'; readonly failure: { readonly kind: EndKind; readonly code: string } }
);

interface Transferring {
  readonly can: Availability;
  /** The last attempt to transfer this call; `null` if there was none, or the user dismissed it. */
  readonly attempt: Attempt | null;
  /** Raw id of the transfer target whom the user consults first, in another call. */
  readonly consulted: string | null;
}

type TransferCommand =
  | { readonly kind: 'start'; readonly to: TransferTarget }
  | { readonly kind: 'takeBack' }
  /** Remembers whom the user consults. The panel places the call. */
  | { readonly kind: 'ask'; readonly rawId: string };

interface Running {
  readonly to: TransferTarget;
  readonly transfer: Transfer;
  readonly stop: Unsubscribe;
}

const attempts = new WeakMap<TeamsCall, Running>();
const consulted = new WeakMap<TeamsCall, string>();
const watchers = new WeakMap<TeamsCall, () => void>();
/** SDK ids of the user's calls that are transfer targets. They end with the transfer. */
const targetCalls = new Set<string>();

/**
 * Transfers the other participant of a 1:1 call. The user's part in the call ends when the transfer succeeds. The SDK cannot
 * cancel a transfer: if the user resumes the call meanwhile, they talk again until the transfer target answers.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export const transfer: CallFeature<Transferring, TransferCommand> = {
  name: 'transfer',
  read(call, tools) {
    const now = whileRunning(call, tools);
    const can = now === 'yes' && call.remoteParticipants.length !== 1 ? 'callKind' : now;
    const running = attempts.get(call);
    return { can, attempt: running ? readAttempt(running) : null, consulted: consulted.get(call) ?? null };
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
    if (command.kind === 'ask') return void consulted.set(call, command.rawId);
    if (command.kind === 'takeBack') {
      const running = attempts.get(call);
      if (running && running.transfer.state !== 'Transferring') forget(call);
      return call.state === 'LocalHold' ? tools.live.switchTo(call) : undefined;
    }
    forget(call);
    // The transferee must not hear the user any more while the transfer target is called.
    return tools.live.hold(call, () => start(call, tools, command.to));
  },
  ending(call) {
    if (targetCalls.delete(call.id)) return 'transferred';
    return attempts.get(call)?.transfer.state === 'Transferred' ? 'transferred' : null;
  },
};

function start(call: TeamsCall, { sdk, reportTransferFailed }: CallTools, to: TransferTarget): void {
  const feature = call.feature(sdk.Features.Transfer);
  const started =
    to.kind === 'call'
      ? feature.transfer({ targetCallId: to.id })
      : to.kind === 'voicemail'
        ? feature.transfer({ targetParticipantVoicemail: teamsUser(to.rawId) })
        : feature.transfer({ targetParticipant: identifier(to.rawId) });
  if (to.kind === 'call') targetCalls.add(to.id);
  const onChange = () => {
    if (started.state === 'Failed') {
      if (to.kind === 'call') targetCalls.delete(to.id);
      // A notice, because the panel may be closed, and another call may be in front.
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
