import { waitForPaint } from '../../base/waitForPaint.ts';

/** Milliseconds for which a person sees the new screen before a press can be meant for it. */
const settleMs = 700;

/**
 * Creates the time in which a press may still be meant for a call that is no longer on the screen. When a call ends, the next
 * call takes its place at once, with *Hang up* at the same position. Without this time, a second press on *Hang up*, or a
 * press just after the other participant has hung up, would end the wrong call. The same holds for the cards of incoming calls,
 * and for a button that has just started a call and is still there.
 * @param onChange runs with `true` when the time begins, and with `false` when it is over
 */
export function createSettling(onChange: (isSettling: boolean) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the starts, because an earlier start may still wait for its frame. */
  let starts = 0;
  return {
    start: (): void => {
      starts += 1;
      const thisStart = starts;
      clearTimeout(timer);
      onChange(true);
      // A busy page draws the other call late, and the user can only react to what is drawn.
      void waitForPaint().then(() => {
        if (thisStart === starts) timer = setTimeout(() => onChange(false), settleMs);
      });
    },
    /** Forgets a time that has begun. `onChange` does not run any more. */
    close: (): void => {
      starts += 1;
      clearTimeout(timer);
    },
  };
}
