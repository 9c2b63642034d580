import type { Person } from '../../../support/calling/page/sdk.ts';
import type { PersonPage } from './scenario.ts';

/** @param who whom the caller calls; the callee's window rings. */
export function call(caller: PersonPage, who: Person): Promise<void> {
  return caller.run((here, name) => {
    here.call = here.agent.startCall(here.people[name]);
  }, who);
}

/** Accepts what rings. */
export function answer(callee: PersonPage): Promise<void> {
  return callee.run(async (here) => {
    here.call = await (await here.incomingCall()).accept();
  });
}

/** Everybody is Connected, and sees all the others. */
export async function together(...pages: PersonPage[]): Promise<void> {
  await Promise.all(
    pages.map((page) => page.run((here, others) => here.connected(others), pages.length - 1)),
  );
}

/** One calls another, who accepts; both are Connected. */
export async function connect(caller: PersonPage, callee: PersonPage, who: Person): Promise<void> {
  await call(caller, who);
  await answer(callee);
  await Promise.all([caller, callee].map((page) => page.run((here) => here.connected())));
}

/** Alice calls Bob and Carol at once, who accept. */
export async function connectGroup(alice: PersonPage, bob: PersonPage, carol: PersonPage): Promise<void> {
  await alice.run((here) => {
    const { bob, carol } = here.people;
    here.call = here.agent.startCall([bob, carol], { threadId: here.threadId ?? '' });
  });
  await Promise.all([answer(bob), answer(carol)]);
  await together(alice, bob, carol);
}

/** @returns the ends of everybody's call. */
export const ends = (...pages: PersonPage[]): Promise<string[]> =>
  Promise.all(pages.map((page) => page.run((here) => here.ended())));

/** @returns the states of everybody's call, once they are these. */
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
/** Alice organizes both: in the one everybody else waits, in the other Bob organizes, too, and others are attendees. */
export const withLobby: Locator = { meetingId: '201000000002', passcode: 'lobby2' };
export const townHall: Locator = { meetingId: '201000000003', passcode: 'crowd3' };

/** Joins, and does not wait. */
export const joinMeeting = (page: PersonPage, meeting: Locator): Promise<void> =>
  page.run((here, locator) => {
    here.call = here.agent.join(locator);
  }, meeting);

/** Joins one after the other; all are Connected. */
export async function meet(meeting: Locator, ...pages: PersonPage[]): Promise<void> {
  for (const page of pages) await joinMeeting(page, meeting);
  await together(...pages);
}

/** The same in the meeting that a link leads to. */
export async function meetByLink(...pages: PersonPage[]): Promise<void> {
  for (const page of pages) {
    await page.run((here) => {
      here.call = here.agent.join({ meetingLink: here.meetingLink ?? '' });
    });
  }
  await together(...pages);
}
