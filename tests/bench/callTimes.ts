import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callStateText,
  dial,
  dismissEndedCall,
  incomingCallDialog,
} from '../support/app/appTest.ts';

/** How long the set-up of one call took, in milliseconds. */
interface CallTimes {
  /** From the press on *Call* until the callee's page shows the incoming call. */
  readonly ringsMs: number;
  /** From the press on *Accept* until the caller's page shows *Connected*. */
  readonly connectsMs: number;
}

/**
 * Places a call by an id, accepts it, and ends it.
 * @param calleeId whatever the box *Call someone* accepts, for example an object id
 */
async function measureCall(caller: Page, callee: Page, calleeId: string): Promise<CallTimes> {
  const dialledAt = performance.now();
  await dial(caller, calleeId, 'Call');
  await incomingCallDialog(callee).waitFor();
  const rangAt = performance.now();
  await acceptCall(callee);
  await callStateText(caller, 'Connected').waitFor();
  const connectedAt = performance.now();
  await callControl(caller, 'Hang up').click();
  for (const page of [caller, callee]) await dismissEndedCall(page);
  return { ringsMs: rangAt - dialledAt, connectsMs: connectedAt - rangAt };
}

/**
 * Places a call several times.
 * @returns the shortest times. Other programs on the machine can only make a call slower, so these times depend least on them.
 */
export async function measureFastestCall(
  caller: Page,
  callee: Page,
  calleeId: string,
  count: number,
): Promise<CallTimes> {
  const fastest = { ringsMs: Infinity, connectsMs: Infinity };
  for (let round = 0; round < count; round += 1) {
    const { ringsMs, connectsMs } = await measureCall(caller, callee, calleeId);
    fastest.ringsMs = Math.min(fastest.ringsMs, ringsMs);
    fastest.connectsMs = Math.min(fastest.connectsMs, connectsMs);
  }
  return fastest;
}
