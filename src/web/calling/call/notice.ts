import type { EndKind } from '../../errors/endReason.ts';
import type { CallSnapshot, EndedCall } from './snapshot.ts';

/** The caller about whom the message is: who was to be transferred, and may be on hold. */
export interface WaitingCaller {
  /** Session key (`CallSnapshot.key`) of the caller's call. */
  readonly call: string;
  /** Raw id of the caller; `null` while the SDK does not say. */
  readonly person: string | null;
  /** The name that the SDK has given for the caller. */
  readonly personName: string | null;
}

export const describeWaitingCaller = ({ key, other, otherName }: CallSnapshot): WaitingCaller => ({
  call: key,
  person: other,
  personName: otherName,
});

/**
 * A message about a call that may not be on the screen. It stays until the user dismisses it. `hungUp`: the user has hung up, and a
 * call on hold has come to the front. `consultationEnded`: `ended` was a consultation, and the caller still waits.
 */
export type CallNotice = { readonly id: string } & (
  | { readonly kind: 'ended' | 'hungUp'; readonly ended: EndedCall }
  | ({ readonly kind: 'consultationEnded'; readonly ended: EndedCall } & WaitingCaller)
  | ({
      readonly kind: 'transferFailed';
      /** Raw id of the transfer target; `null` while the SDK does not say. */
      readonly target: string | null;
      /** What failed: a transfer to a person, to a voicemail or into the user's other call. */
      readonly attempt: 'person' | 'voicemail' | 'call';
      /** Why the transfer failed; `code` is the SDK's code of it. */
      readonly reason: EndKind;
      readonly code: string | null;
    } & WaitingCaller)
);

export type TransferFailure = Pick<
  Extract<CallNotice, { kind: 'transferFailed' }>,
  'target' | 'attempt' | 'reason' | 'code'
>;

/** The most notices about ended calls. More would cover the call on the screen, so the oldest ones are removed. */
const maxEndedNotices = 4;

const replaces = (later: CallNotice, earlier: CallNotice): boolean =>
  (later.kind === 'hungUp' && earlier.kind === 'hungUp') ||
  (later.kind === 'transferFailed' &&
    earlier.kind === 'transferFailed' &&
    later.call === earlier.call &&
    later.target === earlier.target) ||
  (later.kind === 'consultationEnded' && earlier.kind === 'consultationEnded' && later.call === earlier.call);

/**
 * Adds a notice to the end of the list. If the same transfer has failed before, or an earlier consultation about the same caller has
 * ended, the new notice replaces the old one. Notices about other callers always stay, because these callers wait on hold. Of the calls that the user hung up, only the last has
 * a notice.
 */
export function withNotice(notices: readonly CallNotice[], notice: CallNotice): readonly CallNotice[] {
  const newNotices = [...notices.filter((earlier) => !replaces(notice, earlier)), notice];
  const endedNotices = newNotices.filter(({ kind }) => kind === 'ended');
  const removedNotices = new Set(endedNotices.slice(0, -maxEndedNotices));
  return newNotices.filter((shown) => !removedNotices.has(shown));
}
