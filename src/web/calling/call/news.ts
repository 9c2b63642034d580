import type { EndKind } from '../../errors/endReason.ts';
import type { EndedCall } from './snapshot.ts';

/** What happened to a call that the user may not be looking at. It stays until the user has read it. */
export type CallNews = { readonly id: string } & (
  | {
      /** A call ended while others go on. */
      readonly kind: 'ended';
      readonly ended: EndedCall;
    }
  | {
      readonly kind: 'transferFailed';
      /** Key of the call that stays here. */
      readonly call: string;
      /** Raw ids: who is still here, and who did not take the call; `null` while the SDK does not say. */
      readonly person: string | null;
      readonly target: string | null;
      readonly reason: EndKind;
      /** For example `603/0`. */
      readonly code: string;
    }
);

export type TransferFailure = Pick<
  Extract<CallNews, { kind: 'transferFailed' }>,
  'target' | 'reason' | 'code'
>;

/** More would cover the call; the oldest goes first. */
const mostNews = 4;

/** Whether `later` makes `earlier` out of date: the same transfer was tried again. */
const replaces = (later: CallNews, earlier: CallNews): boolean =>
  later.kind === 'transferFailed' &&
  earlier.kind === 'transferFailed' &&
  later.call === earlier.call &&
  later.target === earlier.target;

export const withNews = (all: readonly CallNews[], news: CallNews): readonly CallNews[] =>
  [...all.filter((earlier) => !replaces(news, earlier)), news].slice(-mostNews);
