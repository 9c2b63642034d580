import type { Person } from '../../../support/calling/page/sdk.ts';
import type { PersonPage } from './scenario.ts';

/** Lets the caller call a person, without waiting until the call is answered. */
export function placeCall(caller: PersonPage, callee: Person): Promise<void> {
  return caller.run((api, callee) => {
    api.call = api.agent.startCall(api.people[callee]);
  }, callee);
}

export function acceptCall(callee: PersonPage): Promise<void> {
  return callee.run(async (api) => {
    api.call = await (await api.takeIncomingCall()).accept();
  });
}

export async function waitUntilAllConnected(...pages: PersonPage[]): Promise<void> {
  const otherCount = pages.length - 1;
  await Promise.all(
    pages.map((page) => page.run((api, otherCount) => api.waitUntilConnected(otherCount), otherCount)),
  );
}

/** Lets the caller call a person, whose page accepts. Waits until both are Connected. */
export async function connectCall(callerPage: PersonPage, calleePage: PersonPage, callee: Person = 'bob') {
  await placeCall(callerPage, callee);
  await acceptCall(calleePage);
  await waitUntilAllConnected(callerPage, calleePage);
}

/** Alice calls Bob and Carol in one group call, and both accept. Waits until all three are Connected. */
export async function connectGroup(alice: PersonPage, bob: PersonPage, carol: PersonPage): Promise<void> {
  await alice.run((api) => {
    const { bob, carol } = api.people;
    api.call = api.agent.startCall([bob, carol], { threadId: api.threadId ?? '' });
  });
  await Promise.all([acceptCall(bob), acceptCall(carol)]);
  await waitUntilAllConnected(alice, bob, carol);
}

/** Waits until the call of each page has ended. @returns the end reason of each, as `code/subCode`. */
export const waitForEnds = (...pages: PersonPage[]): Promise<string[]> =>
  Promise.all(pages.map((page) => page.run((api) => api.waitForEnd())));

/** The pages join the meeting of `PersonApi.meetingLink` one after the other. Waits until all are Connected. */
export async function joinAllByLink(...pages: PersonPage[]): Promise<void> {
  for (const page of pages) {
    await page.run((api) => {
      api.call = api.agent.join({ meetingLink: api.meetingLink ?? '' });
    });
  }
  await waitUntilAllConnected(...pages);
}
