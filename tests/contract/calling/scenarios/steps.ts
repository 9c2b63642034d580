import type { Person } from '../stage/stage.ts';
import type { Actor } from './scenario.ts';

/** @param who whom the caller calls; the callee's window rings. */
export function call(caller: Actor, who: Person): Promise<void> {
  return caller.do((here, name) => {
    here.call = here.agent.startCall(here.people[name]);
  }, who);
}

/** Accepts what rings. */
export function answer(callee: Actor): Promise<void> {
  return callee.do(async (here) => {
    here.call = await (await here.ring()).accept();
  });
}

/** Everybody is Connected, and sees all the others. */
export async function together(...actors: Actor[]): Promise<void> {
  await Promise.all(
    actors.map((actor) => actor.do((here, others) => here.connected(others), actors.length - 1)),
  );
}

/** One calls another, who accepts; both are Connected. */
export async function connect(caller: Actor, callee: Actor, who: Person): Promise<void> {
  await call(caller, who);
  await answer(callee);
  await Promise.all([caller, callee].map((actor) => actor.do((here) => here.connected())));
}

/** Alice calls Bob and Carol at once, who accept. */
export async function connectGroup(alice: Actor, bob: Actor, carol: Actor): Promise<void> {
  await alice.do((here) => {
    const { bob, carol } = here.people;
    here.call = here.agent.startCall([bob, carol], { threadId: here.threadId ?? '' });
  });
  await Promise.all([answer(bob), answer(carol)]);
  await together(alice, bob, carol);
}

/** @returns the ends of everybody's call. */
export const ends = (...actors: Actor[]): Promise<string[]> =>
  Promise.all(actors.map((actor) => actor.do((here) => here.ended())));

/** @returns the states of everybody's call, once they are these. */
export const states = (...wanted: [Actor, string][]): Promise<unknown> =>
  Promise.all(
    wanted.map(([actor, state]) =>
      actor.do((here, given) => here.until(() => here.call.state === given), state),
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
export const joinMeeting = (actor: Actor, meeting: Locator): Promise<void> =>
  actor.do((here, locator) => {
    here.call = here.agent.join(locator);
  }, meeting);

/** Joins one after the other; all are Connected. */
export async function meet(meeting: Locator, ...actors: Actor[]): Promise<void> {
  for (const actor of actors) await joinMeeting(actor, meeting);
  await together(...actors);
}

/** The same in the meeting that a link leads to. */
export async function meetByLink(...actors: Actor[]): Promise<void> {
  for (const actor of actors) {
    await actor.do((here) => {
      here.call = here.agent.join({ meetingLink: here.meetingLink ?? '' });
    });
  }
  await together(...actors);
}
