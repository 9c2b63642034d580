import type { Phone } from '../calling/phone.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';

/** Milliseconds that calls have to end after hanging up. Then the phone is closed, which ends them. */
const hangUpTimeoutMs = 3_000;

/** Ends all calls and releases camera and microphone. It works when the screens have failed. */
export async function endCalls(phone: Phone): Promise<void> {
  for (const key of phone.state.get().calls) void phone.findSession(key)?.run(hangUp, undefined);
  if (!(await allEnded(phone))) await phone.close();
}

/** @returns whether all calls ended within the limit */
function allEnded(phone: Phone): Promise<boolean> {
  return new Promise((resolve) => {
    const check = () => {
      if (phone.state.get().calls.length === 0) settle(true);
    };
    const settle = (ended: boolean) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(ended);
    };
    const timer = setTimeout(settle, hangUpTimeoutMs, false);
    const unsubscribe = phone.state.subscribe(check);
    check();
  });
}
