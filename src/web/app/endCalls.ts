import type { Phone } from '../calling/phone.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';

/** Milliseconds until calls that did not end by hanging up are ended with the agent. */
const hangUpTimeoutMs = 3_000;

/** Ends every call of the phone and gives camera and microphone back, whatever state the screens are in. */
export async function endCalls(phone: Phone): Promise<void> {
  for (const key of phone.state.get().calls) void phone.session(key)?.run(hangUp, undefined);
  if (!(await allEnded(phone))) await phone.close();
}

/** @returns whether the phone had no call left before the time was over. */
function allEnded(phone: Phone): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      if (phone.state.get().calls.length === 0) settle(true);
    };
    const settle = (ended: boolean) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(ended);
    };
    const timer = setTimeout(settle, hangUpTimeoutMs, false);
    const unsubscribe = phone.state.subscribe(look);
    look();
  });
}
