import * as z from 'zod';
import { requirePerson } from '../controls/requests/controlError.ts';
import { meetingLink } from '../wire/meetingLink.ts';
import type { Person } from '../core/people.ts';
import type { Admin } from '../signalling/admin/admin.ts';
import type { Call } from '../signalling/calls/call.ts';
import { crowdIn, maxCrowd, setCrowd } from '../signalling/admin/crowd.ts';
import { seededMeetings } from '../signalling/calls/meetingSeed.ts';
import { callOf, rawIdOf, scenario, otherPerson, type Scenario, type ScenarioDeps } from './scenario.ts';

/** The sign of life of a crowd, in milliseconds. */
const handEvery = 3_000;

/** @returns a meeting of the directory, begun if nobody is in it, and the ways in. */
function seeded(admin: Admin, number: string) {
  const found = seededMeetings.find(({ meetingId }) => meetingId === number);
  const call = found && admin.commands.meeting({ threadId: found.threadId });
  if (!found || !call) throw new Error(`There is no meeting ${number}.`);
  const organizer = requirePerson(found.organizer ?? '');
  const { threadId, meetingId = '', passcode = '' } = found;
  const meeting = { link: meetingLink(threadId, organizer.tid, organizer.oid), meetingId, passcode };
  return { organizer, call, meeting };
}

const isThere = (call: Call, person: Person): boolean =>
  [...call.participants.values()].some(({ rawId: id }) => id === rawIdOf(person));

/** Somebody joins who is not there yet. */
function join({ admin }: ScenarioDeps, call: Call, person: Person): void {
  if (isThere(call, person) || !call.meeting) return;
  admin.createAgent(rawIdOf(person), 'echo').join({ threadId: call.meeting.threadId });
}

/** The organizer joins, and lets each one in who waits for so long. */
function letIn(world: ScenarioDeps, call: Call, organizer: Person, afterMs: number): void {
  if (isThere(call, organizer) || !call.meeting) return;
  const agent = world.admin.createAgent(rawIdOf(organizer), 'echo');
  agent.watch((event) => {
    if (event.t !== 'participant' || event.entry.presence !== 'InLobby') return;
    const participants = [event.entry.participant];
    const ref = world.admin.newId();
    world.clock.after(afterMs, () => agent.run({ t: 'admit', call: event.call, participants, ref }));
  });
  agent.join({ threadId: call.meeting.threadId });
}

const withLobby = scenario(
  'meeting-with-lobby',
  'A meeting with a lobby',
  z.strictObject({ afterMs: z.optional(z.int().min(0).max(600_000)) }),
  (world, person, { afterMs = 10_000 }) => {
    const { organizer, call, meeting } = seeded(world.admin, '201000000002');
    if (person.oid !== organizer.oid) {
      letIn(world, call, organizer, afterMs);
      const next = `Join, and wait: ${organizer.displayName} lets you in after ${afterMs / 1_000} s, or you do it here.`;
      return { call: call.id, meeting, next };
    }
    const first = otherPerson(person);
    for (const one of [first, otherPerson(person, first.upn)]) join(world, call, one);
    return { call: call.id, meeting, next: 'Join: it is your meeting, and two people wait to be let in.' };
  },
);

/** One after the other raises a hand, and lowers it, as long as there is a crowd. */
function liven(world: ScenarioDeps, call: Call, turn = 0): void {
  const { admin, clock } = world;
  clock.after(handEvery, () => {
    const crowd = crowdIn(admin, call);
    const one = crowd[Math.floor(turn / 2) % crowd.length];
    if (!one?.endpoint || admin.commands.calls.find(call.id) !== call) return;
    const [ref, what] = [admin.newId(), { up: turn % 2 === 0 }];
    admin.agentOf(one.endpoint)?.run({ t: 'ask', call: call.id, ref, feature: 'raiseHand', what });
    liven(world, call, turn + 1);
  });
}

function fill(world: ScenarioDeps, call: Call, count: number): void {
  if (crowdIn(world.admin, call).length === 0) liven(world, call);
  setCrowd(world.admin, call, count, 1);
}

const crowd = scenario(
  'crowd',
  'A crowd',
  z.strictObject({ count: z.optional(z.int().min(1).max(maxCrowd)) }),
  (world, person, { count = maxCrowd }) => {
    const running = callOf(world, person)?.call;
    if (running) {
      fill(world, running, count);
      return { call: running.id, next: `${count} people are in your call now.` };
    }
    const { call, meeting } = seeded(world.admin, '201000000003');
    fill(world, call, count);
    return { call: call.id, meeting, next: `Join: ${count} people are in this meeting.` };
  },
);

export const meetings: readonly Scenario[] = [withLobby, crowd];
