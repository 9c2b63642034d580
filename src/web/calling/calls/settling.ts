import { waitForPaint } from '../../base/waitForPaint.ts';

/** Milliseconds after a new screen was drawn in which a press may still be meant for the old one. */
const settleMs = 700;
/** The same for *Hang up*, which is longer, because nobody can undo that press: it ends the call of a person on hold. */
export const hangUpSettleMs = 1_500;

/**
 * Measures the time after a change of the screen in which a press may still be meant for what was there before. For example,
 * when a call ends, the next call takes its place, with *Hang up* at the same position. A second press on *Hang up*, or a press
 * just after the other participant has hung up, must not end the next call.
 * @param onChange runs with `true` when the time begins, and with `false` when it is over
 * @param durationMs counts from the moment when the new screen was drawn
 */
export function createSettling(onChange: (isSettling: boolean) => void, durationMs = settleMs) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the starts, so that a start that waits for the new screen notices a later start. */
  let starts = 0;
  return {
    start: (): void => {
      starts += 1;
      const thisStart = starts;
      clearTimeout(timer);
      onChange(true);
      // The user can only react to what is drawn, and a busy page draws late.
      void waitForPaint().then(() => {
        if (thisStart === starts) timer = setTimeout(() => onChange(false), durationMs);
      });
    },
    /** After this, `onChange` does not run any more. */
    close: (): void => {
      starts += 1;
      clearTimeout(timer);
    },
  };
}
