import { callingError } from '../base/errors.ts';
import type { CallContext } from './callContext.ts';
import type { SharedState } from './sharedState.ts';

/** The parts of a call's session that `muteOthers` uses. */
export interface MutingCall {
  readonly context: Pick<CallContext, 'kind' | 'checkCapability'>;
  readonly participants: readonly { readonly participantId: string }[];
  readonly sharedState: Pick<SharedState, 'sendRequest'>;
}

/**
 * Mutes other participants, who may unmute themselves again.
 * @param participantIds the participants to mute. Default: all other participants.
 * @throws 405/42006 (with `participantIds`) or 405/41093 (without) in a 1:1 call, since the SDK mutes others only in
 * group calls and meetings; 403/0 when the role forbids it.
 */
export async function muteOthers(call: MutingCall, participantIds?: readonly string[]): Promise<void> {
  const { context, participants, sharedState } = call;
  if (context.kind === 'oneToOne') {
    throw callingError(405, participantIds ? 42006 : 41093, 'Failed to mute others: not in a 1:1 call.');
  }
  context.checkCapability('muteOthers', 'Failed to mute others');
  const allIds = participants.map(({ participantId }) => participantId);
  await sharedState.sendRequest({ t: 'mute', participants: [...(participantIds ?? allIds)] });
}
