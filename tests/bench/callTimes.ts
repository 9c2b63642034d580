import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callStateText,
  dial,
  dismissEndedCall,
  incomingCallDialog,
} from '../support/app/appTest.ts';

/**
 * Places a call by an id several times, accepts it, and ends it.
 * @returns the shortest times, in milliseconds: from the press on *Call* until the callee's page shows the incoming call, and from
 *   the press on *Accept* until the caller's page shows *Connected*. Other programs on the machine can only make a call slower, so
 *   these times depend least on them.
 */
export async function measureFastestCall(caller: Page, callee: Page, calleeId: string, count: number) {
  const fastest = { ringsMs: Infinity, connectsMs: Infinity };
  for (let round = 0; round < count; round += 1) {
    const dialledAt = performance.now();
    await dial(caller, calleeId, 'Call');
    await incomingCallDialog(callee).waitFor();
    const rangAt = performance.now();
    await acceptCall(callee);
    await callStateText(caller, 'Connected').waitFor();
    const connectedAt = performance.now();
    await callControl(caller, 'Hang up').click();
    for (const page of [caller, callee]) await dismissEndedCall(page);
    fastest.ringsMs = Math.min(fastest.ringsMs, rangAt - dialledAt);
    fastest.connectsMs = Math.min(fastest.connectsMs, connectedAt - rangAt);
  }
  return fastest;
}
