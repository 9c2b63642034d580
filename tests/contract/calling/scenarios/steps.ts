import type { Person } from '../../../support/calling/page/sdk.ts';
import type { PersonPage } from './scenario.ts';

/** The caller calls a person, and does not wait. */
export function call(caller: PersonPage, who: Person): Promise<void> {
  return caller.run((here, name) => {
    here.call = here.agent.startCall(here.people[name]);
  }, who);
}

/** The callee accepts the incoming call. */
export function answer(callee: PersonPage): Promise<void> {
  return callee.run(async (here) => {
    here.call = await (await here.incomingCall()).accept();
  });
}

/** Waits until everybody is Connected and sees all the others. */
export async function together(...pages: PersonPage[]): Promise<void> {
  await Promise.all(
    pages.map((page) => page.run((here, others) => here.connected(others), pages.length - 1)),
  );
}

/** The caller calls the callee, who accepts; both are Connected. */
export async function connect(caller: PersonPage, callee: PersonPage, who: Person): Promise<void> {
  await call(caller, who);
  await answer(callee);
  await Promise.all([caller, callee].map((page) => page.run((here) => here.connected())));
}

/** Alice calls Bob and Carol in one group call, and both accept. */
export async function connectGroup(alice: PersonPage, bob: PersonPage, carol: PersonPage): Promise<void> {
  await alice.run((here) => {
    const { bob, carol } = here.people;
    here.call = here.agent.startCall([bob, carol], { threadId: here.threadId ?? '' });
  });
  await Promise.all([answer(bob), answer(carol)]);
  await together(alice, bob, carol);
}

/** Waits for the end of each page's call. @returns the end reasons. */
export const ends = (...pages: PersonPage[]): Promise<string[]> =>
  Promise.all(pages.map((page) => page.run((here) => here.ended())));

/** Waits until the call of each page is in the given state. */
export const states = (...wanted: [PersonPage, string][]): Promise<unknown> =>
  Promise.all(
    wanted.map(([page, state]) =>
      page.run((here, given) => here.until(() => here.call.state === given), state),
    ),
  );

interface Locator {
  readonly meetingId: string;
  readonly passcode: string;
}
/** Alice organizes both. In the first, everybody else waits in the lobby; in the second Bob is an organizer too, and others are attendees. */
export const withLobby: Locator = { meetingId: '201000000002', passcode: 'lobby2' };
export const townHall: Locator = { meetingId: '201000000003', passcode: 'crowd3' };

/** Joins a meeting, and does not wait. */
export const joinMeeting = (page: PersonPage, meeting: Locator): Promise<void> =>
  page.run((here, locator) => {
    here.call = here.agent.join(locator);
  }, meeting);

/** The pages join one after the other; all are Connected. */
export async function meet(meeting: Locator, ...pages: PersonPage[]): Promise<void> {
  for (const page of pages) await joinMeeting(page, meeting);
  await together(...pages);
}

/** The pages join the meeting of `meetingLink` one after the other; all are Connected. */
export async function meetByLink(...pages: PersonPage[]): Promise<void> {
  for (const page of pages) {
    await page.run((here) => {
      here.call = here.agent.join({ meetingLink: here.meetingLink ?? '' });
    });
  }
  await together(...pages);
}
