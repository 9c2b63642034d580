import { callingError } from '../base/errors.ts';
import type { CallContext } from './callContext.ts';
import type { SharedState } from './sharedState.ts';

/** The part of a call that `muteOthers` uses. */
export interface MutingCall {
  readonly context: Pick<CallContext, 'kind' | 'check'>;
  readonly participants: readonly { readonly participantId: string }[];
  readonly sharedState: Pick<SharedState, 'request'>;
}

/**
 * Mutes other participants. Each of them may unmute again.
 * @param participantIds whom to mute; all others when left out.
 * @throws 405/42006 or 405/41093 in a 1:1 call, since the SDK mutes others in group calls and meetings only; 403/0 when
 * the role forbids it.
 */
export async function muteOthers(call: MutingCall, participantIds?: readonly string[]): Promise<void> {
  const { context, participants, sharedState } = call;
  if (context.kind === 'oneToOne') {
    throw callingError(405, participantIds ? 42006 : 41093, 'Failed to mute others: not in a 1:1 call.');
  }
  context.check('muteOthers', 'Failed to mute others');
  const all = participants.map(({ participantId }) => participantId);
  await sharedState.request({ t: 'mute', participants: [...(participantIds ?? all)] });
}
