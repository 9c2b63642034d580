import type { StartedFor } from '../call/callOrigin.ts';
import type { CallSession } from '../call/session.ts';

/** Whether the user consults the person in `session` about the caller in another call. @param key the key of that other call */
export const isConsultationFor = (key: string, { call }: CallSession): boolean => {
  const { startedFor } = call.get();
  return startedFor?.why === 'consultation' && startedFor.call === key;
};

/** What the rule needs to know about a call that has not ended. */
export interface OpenCall {
  readonly key: string;
  /** Whether the call is connected, and the user does not hold it. */
  readonly isAudible: boolean;
  /** When the user's hold began, in milliseconds since 1970; `null` while the user does not hold the call. */
  readonly heldSince: number | null;
  /** Whether the user has hung up, and the call has not ended yet. */
  readonly isLeaving: boolean;
}

/** What has happened to a call. Other changes of a call, such as a hold or an answer, leave the same call in hand. */
export type HandChange =
  /** The user has placed, accepted or resumed the call, or the SDK has started it by itself. */
  | { readonly kind: 'brought'; readonly key: string }
  | { readonly kind: 'ended'; readonly startedFor: StartedFor | null };

/**
 * The rule that says which call is in hand: the one on the screen, to which the user's commands go. `docs/live-call.md` has it as
 * a table.
 * @param inHand the key of the call that was in hand before the change; `null` for none
 * @param openCalls the calls that have not ended after the change, oldest first
 * @returns the key of the call that is in hand now; `null` if there is no call
 */
export function chooseInHand(
  inHand: string | null,
  change: HandChange,
  openCalls: readonly OpenCall[],
): string | null {
  const isOpen = (key: string | null) => openCalls.some((call) => call.key === key);
  if (change.kind === 'brought') return isOpen(change.key) ? change.key : inHand;
  if (isOpen(inHand)) return inHand;
  const stayingCalls = openCalls.filter(({ isLeaving }) => !isLeaving);
  const [longestHeldCall] = stayingCalls
    .filter(({ heldSince }) => heldSince !== null)
    .toSorted((first, second) => (first.heldSince ?? 0) - (second.heldSince ?? 0));
  const nextCall =
    stayingCalls.find(({ key }) => key === change.startedFor?.call) ??
    stayingCalls.find(({ isAudible }) => isAudible) ??
    longestHeldCall ??
    stayingCalls.at(-1) ??
    openCalls.at(-1);
  return nextCall?.key ?? null;
}
