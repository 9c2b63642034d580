import type { Phone } from '../calling/phone.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';

/** Milliseconds that the SDK has to end the calls after *Hang up*. Then the phone is closed, which also ends all calls. */
const hangUpTimeoutMs = 3_000;

/** Ends all calls, which releases camera and microphone. This function needs no component, so a failed app can call it. */
export async function endCalls(phone: Phone): Promise<void> {
  for (const key of phone.state.get().calls) void phone.findSession(key)?.run(hangUp, undefined);
  if (!(await waitForEndOfCalls(phone))) await phone.close();
}

/** @returns whether all calls ended within `hangUpTimeoutMs` */
function waitForEndOfCalls(phone: Phone): Promise<boolean> {
  return new Promise((resolve) => {
    const finishIfNoCalls = () => {
      if (phone.state.get().calls.length === 0) finish(true);
    };
    const finish = (haveEnded: boolean) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(haveEnded);
    };
    const timer = setTimeout(finish, hangUpTimeoutMs, false);
    const unsubscribe = phone.state.subscribe(finishIfNoCalls);
    finishIfNoCalls();
  });
}
