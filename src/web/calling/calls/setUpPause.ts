import { waitForPaint } from '../../base/waitForPaint.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import type { FollowedPhone } from './followCalls.ts';

/** How long the screens leave the processor to the SDK, which sets up the call. */
const setUpTimeMs = 200;

/**
 * Runs a command that places or accepts a call. The screens show what the command changes at once, for example the pressed
 * button. Then they render nothing until the call is connected or the command has failed, but for at most `setUpTimeMs` after the
 * browser has drawn the pressed button.
 * @param pause makes the screens wait, and returns a function that ends the pause
 */
export async function pauseDuring<Value>(
  command: () => Promise<Value>,
  { state, findSession }: FollowedPhone,
  pause: () => () => void,
): Promise<Value> {
  const frontBefore = state.get().front;
  const running = command();
  const resume = pause();
  void waitForPaint().then(() => setTimeout(resume, setUpTimeMs));
  const result = await running.catch((cause: unknown) => {
    resume();
    throw cause;
  });
  const { front } = state.get();
  const newCall = front === null || front === frontBefore ? undefined : findSession(front)?.call;
  // In the change itself and not in a promise, so that React renders the connected call in one go, and not its row first.
  const resumeIfSetUp = () => {
    const call = newCall?.get();
    if (!call || isRunning(call) || isEnding(call)) resume();
  };
  newCall?.subscribe(resumeIfSetUp);
  resumeIfSetUp();
  return result;
}
