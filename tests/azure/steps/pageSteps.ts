import { waitForEnds, waitUntilAllConnected } from '../../contract/calling/scenarios/steps.ts';
import type { Person } from '../../support/calling/page/sdk.ts';
import type { HourPage } from '../hourPages.ts';

/** Lets the caller call a person, without waiting until the call is answered. */
export const placeCall = (caller: HourPage, callee: Person): Promise<void> =>
  caller.run(
    (api, callee) => api.act('startCall', () => (api.call = api.agent.startCall(api.people[callee]))),
    callee,
  );

export const acceptCall = (callee: HourPage): Promise<void> =>
  callee.run(async (api) => {
    const incomingCall = await api.takeIncomingCall();
    await api.act('accept', async () => (api.call = await incomingCall.accept()));
    // No page of Microsoft promises this, and the app relies on it.
    api.addFact('the incoming call and the call have the same id', incomingCall.id === api.call.id);
  });

/** Lets the caller call a person, whose page accepts. Waits until both are Connected. */
export async function connectCall(caller: HourPage, callee: HourPage, name: Person): Promise<void> {
  await placeCall(caller, name);
  await acceptCall(callee);
  await waitUntilAllConnected(caller, callee);
}

export async function hangUp(page: HourPage, ...others: readonly HourPage[]): Promise<void> {
  await page.run((api) => api.act('hangUp', () => api.call.hangUp()));
  await waitForEnds(page, ...others);
}

/** Milliseconds in which a call ends by itself when the last other participant has left. */
const endTimeoutMs = 3_000;

/**
 * Records whether the call of a page ends by itself when the last other participant has left, which no page of Microsoft says
 * for every kind of call. Hangs up if it does not.
 */
export const endLastCall = (page: HourPage): Promise<void> =>
  page.run(async (api, endTimeoutMs) => {
    const hasEnded = await api
      .waitUntil(() => api.call.state === 'Disconnected', endTimeoutMs)
      .catch(() => false);
    api.addFact('the call of the last person ends by itself', hasEnded);
    if (hasEnded) return;
    await api.act('hangUp', () => api.call.hangUp());
    await api.waitForEnd();
  }, endTimeoutMs);

export const waitForState = (page: HourPage, state: string): Promise<unknown> =>
  page.run((api, state) => api.waitUntil(() => api.call.state === state), state);
