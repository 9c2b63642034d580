import type { Readable } from '../../base/store.ts';
import { waitForPaint } from '../../base/waitForPaint.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import type { CallSession } from '../call/session.ts';
import type { CallList } from './calls.ts';

/** Milliseconds after the first frame in which the SDK can set up a call before the screens keep the page busy. */
const setUpTimeMs = 200;

interface SetUpPauseDeps {
  /** Lets the screens wait. Returns a function that ends the pause. */
  readonly pause: () => () => void;
  readonly list: Readable<CallList>;
  readonly findSession: (key: string) => CallSession | undefined;
}

/**
 * Runs a command that places or accepts a call. The screens show what the command changes at once, for example that the button
 * is pressed. They wait with everything after that until the call is connected or the command has failed, and at most
 * `setUpTimeMs` after the browser has drawn the pressed button.
 */
export async function pauseDuring<Value>(
  command: () => Promise<Value>,
  { pause, list, findSession }: SetUpPauseDeps,
): Promise<Value> {
  const frontBefore = list.get().front;
  const running = command();
  const resume = pause();
  void waitForPaint().then(() => setTimeout(resume, setUpTimeMs));
  const result = await running.catch((cause: unknown) => {
    resume();
    throw cause;
  });
  const { front } = list.get();
  const call = front === null || front === frontBefore ? undefined : findSession(front)?.call;
  if (!call) {
    resume();
    return result;
  }
  const resumeIfSettled = () => {
    if (!isRunning(call.get()) && !isEnding(call.get())) return;
    unsubscribe();
    resume();
  };
  const unsubscribe = call.subscribe(resumeIfSettled);
  resumeIfSettled();
  return result;
}
