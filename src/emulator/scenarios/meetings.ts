import * as z from 'zod';
import { requirePerson } from '../controls/requests/controlError.ts';
import type { Person } from '../core/people.ts';
import type { Admin } from '../signalling/admin/admin.ts';
import { crowdIn, maxCrowd, setCrowd } from '../signalling/admin/crowd.ts';
import type { Call } from '../signalling/calls/call.ts';
import { seededMeetings } from '../signalling/calls/meetingSeed.ts';
import { meetingLink } from '../wire/meetingLink.ts';
import { callOf, otherPerson, rawIdOf, scenario, type Scenario, type ScenarioDeps } from './scenario.ts';

/** Milliseconds between two moves of a crowd's hands. */
const handMs = 3_000;

/** Finds a meeting of the seed, and creates its call if nobody is in it. */
function openMeeting(admin: Admin, number: string) {
  const found = seededMeetings.find(({ meetingId }) => meetingId === number);
  const call = found && admin.commands.meeting({ threadId: found.threadId });
  if (!found || !call) throw new Error(`There is no meeting ${number}.`);
  const organizer = requirePerson(found.organizer ?? '');
  const { threadId, meetingId = '', passcode = '' } = found;
  const meeting = { link: meetingLink(threadId, organizer.tid, organizer.oid), meetingId, passcode };
  return { organizer, call, meeting };
}

const isIn = (call: Call, person: Person): boolean =>
  [...call.participants.values()].some(({ rawId }) => rawId === rawIdOf(person));

/** Lets a virtual agent of a person join a meeting, unless the person is in it. */
function joinAs({ admin }: ScenarioDeps, call: Call, person: Person): void {
  if (isIn(call, person) || !call.meeting) return;
  admin.createAgent(rawIdOf(person), 'echo').join({ threadId: call.meeting.threadId });
}

/** Lets a virtual agent of the organizer join, and admit everyone who has waited in the lobby for some time. */
function admitAsOrganizer(deps: ScenarioDeps, call: Call, organizer: Person, afterMs: number): void {
  if (isIn(call, organizer) || !call.meeting) return;
  const agent = deps.admin.createAgent(rawIdOf(organizer), 'echo');
  agent.watch((event) => {
    if (event.t !== 'participant' || event.entry.presence !== 'InLobby') return;
    const participants = [event.entry.participant];
    const ref = deps.admin.newId();
    deps.clock.after(afterMs, () => agent.run({ t: 'admit', call: event.call, participants, ref }));
  });
  agent.join({ threadId: call.meeting.threadId });
}

const meetingWithLobby = scenario(
  'meeting-with-lobby',
  'A meeting with a lobby',
  z.strictObject({ afterMs: z.optional(z.int().min(0).max(600_000)) }),
  (deps, user, { afterMs = 10_000 }) => {
    const { organizer, call, meeting } = openMeeting(deps.admin, '201000000002');
    if (user.oid !== organizer.oid) {
      admitAsOrganizer(deps, call, organizer, afterMs);
      const next = `Join, and wait: ${organizer.displayName} lets you in after ${afterMs / 1_000} s, or you do it here.`;
      return { call: call.id, meeting, next };
    }
    const first = otherPerson(user);
    for (const guest of [first, otherPerson(user, first.upn)]) joinAs(deps, call, guest);
    return { call: call.id, meeting, next: 'Join: it is your meeting, and two people wait to be let in.' };
  },
);

/** Lets the members of a crowd raise and lower their hands, one after the other, for as long as there is a crowd. */
function moveHands(deps: ScenarioDeps, call: Call, turn = 0): void {
  const { admin, clock } = deps;
  clock.after(handMs, () => {
    const members = crowdIn(admin, call);
    const member = members[Math.floor(turn / 2) % members.length];
    if (!member?.endpoint || admin.commands.calls.find(call.id) !== call) return;
    const [ref, what] = [admin.newId(), { up: turn % 2 === 0 }];
    admin.agentOf(member.endpoint)?.run({ t: 'ask', call: call.id, ref, feature: 'raiseHand', what });
    moveHands(deps, call, turn + 1);
  });
}

function fill(deps: ScenarioDeps, call: Call, count: number): void {
  if (crowdIn(deps.admin, call).length === 0) moveHands(deps, call);
  setCrowd(deps.admin, call, count, 1);
}

const crowd = scenario(
  'crowd',
  'A crowd',
  z.strictObject({ count: z.optional(z.int().min(1).max(maxCrowd)) }),
  (deps, user, { count = maxCrowd }) => {
    const running = callOf(deps, user);
    if (running) {
      fill(deps, running, count);
      return { call: running.id, next: `${count} people are in your call now.` };
    }
    const { call, meeting } = openMeeting(deps.admin, '201000000003');
    fill(deps, call, count);
    return { call: call.id, meeting, next: `Join: ${count} people are in this meeting.` };
  },
);

export const meetingScenarios: readonly Scenario[] = [meetingWithLobby, crowd];
