import type { EndKind } from '../../errors/endReason.ts';
import type { EndedCall } from './snapshot.ts';

/** What happened to a call that the user may not be looking at. It is shown until the user dismisses it. */
export type CallNotice = { readonly id: string } & (
  | {
      /** A call ended while the user has other calls. */
      readonly kind: 'ended';
      readonly ended: EndedCall;
    }
  | {
      readonly kind: 'transferFailed';
      /** Key of the call that could not be transferred. */
      readonly call: string;
      /** Raw id of the participant who was to be transferred; `null` while the SDK does not say. */
      readonly person: string | null;
      /** Raw id of the transfer target; `null` while the SDK does not say. */
      readonly target: string | null;
      readonly reason: EndKind;
      /** For example `603/0`. */
      readonly code: string;
    }
);

export type TransferFailure = Pick<
  Extract<CallNotice, { kind: 'transferFailed' }>,
  'target' | 'reason' | 'code'
>;

/** More notices would cover the call. The oldest ones are removed first. */
const maxNotices = 4;

/** Whether `later` makes `earlier` out of date, because the same transfer failed again. */
const replaces = (later: CallNotice, earlier: CallNotice): boolean =>
  later.kind === 'transferFailed' &&
  earlier.kind === 'transferFailed' &&
  later.call === earlier.call &&
  later.target === earlier.target;

/** Adds a notice to the end of the list, without the notices that it replaces. */
export const withNotice = (all: readonly CallNotice[], notice: CallNotice): readonly CallNotice[] =>
  [...all.filter((earlier) => !replaces(notice, earlier)), notice].slice(-maxNotices);
