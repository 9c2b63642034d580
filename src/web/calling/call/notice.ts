import type { EndKind } from '../../errors/endReason.ts';
import type { EndedCall } from './snapshot.ts';

/**
 * A message about a call that may not be on the screen. It stays until the user dismisses it. `hungUp`: the user has hung up, and a
 * call on hold has come to the front.
 */
export type CallNotice = { readonly id: string } & (
  | { readonly kind: 'ended' | 'hungUp'; readonly ended: EndedCall }
  | {
      readonly kind: 'transferFailed';
      /** Session key (`CallSnapshot.key`) of the call that could not be transferred. */
      readonly call: string;
      /** Raw id of the participant who was to be transferred; `null` while the SDK does not say. */
      readonly person: string | null;
      /** The name that the SDK has given for that participant. */
      readonly personName: string | null;
      /** Raw id of the transfer target; `null` while the SDK does not say. */
      readonly target: string | null;
      /** What failed: a transfer to a person, to a voicemail or into the user's other call, or the consultation before it. */
      readonly attempt: 'person' | 'voicemail' | 'call' | 'consultation';
      /** Why the transfer failed, or why the consultation ended; `code` is the SDK's code of it. */
      readonly reason: EndKind;
      readonly code: string | null;
    }
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
    later.target === earlier.target);

/**
 * Adds a notice to the end of the list. If the same transfer has failed before, the new notice replaces the old one. Notices of
 * other failed transfers always stay, because a participant is waiting on hold. Of the calls that the user hung up, only the last has
 * a notice.
 */
export function withNotice(notices: readonly CallNotice[], notice: CallNotice): readonly CallNotice[] {
  const newNotices = [...notices.filter((earlier) => !replaces(notice, earlier)), notice];
  const endedNotices = newNotices.filter(({ kind }) => kind === 'ended');
  const removedNotices = new Set(endedNotices.slice(0, -maxEndedNotices));
  return newNotices.filter((shown) => !removedNotices.has(shown));
}
