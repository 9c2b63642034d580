import * as z from 'zod';
import { ControlError, requirePerson } from '../controls/requests/addControl.ts';
import type { Meeting } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';
import { listCrowd, maxCrowdSize, resizeCrowd } from '../signalling/admin/crowd.ts';
import type { Call } from '../signalling/calls/call.ts';
import { findOrCreateMeetingCall } from '../signalling/commands/entering.ts';
import { createMeetingLink } from '../wire/meetingLink.ts';
import {
  findCallOf,
  chooseColleague,
  getRawId,
  defineScenario,
  type Scenario,
  type ScenarioDeps,
} from './scenario.ts';

/** How long it takes until the next member of a crowd (simulated participants) raises or lowers a hand. */
const handIntervalMs = 3_000;

/**
 * Finds a preferred meeting of the directory, or else a suitable one. Creates its call if nobody is in the meeting.
 * @throws ControlError 409 if there is no such meeting.
 */
function openMeeting(
  admin: SignallingAdmin,
  isSuitable: (meeting: Meeting) => boolean,
  isPreferred = isSuitable,
) {
  const { directory, commands } = admin;
  const foundMeeting = directory.meetings.find(isPreferred) ?? directory.meetings.find(isSuitable);
  if (!foundMeeting) throw new ControlError(409, 'The directory has no meeting for this scenario.');
  const { threadId, meetingId, passcode } = foundMeeting;
  // Only a meeting outside the directory may have no organizer.
  const organizer = requirePerson(directory, foundMeeting.organizer ?? '');
  // The cast is safe: every meeting of the directory has a call, or gets one.
  const call = findOrCreateMeetingCall(commands.enterCallDeps, { threadId }) as Call;
  const link = createMeetingLink(threadId, organizer.tid, organizer.oid);
  return { organizer, call, meeting: { link, meetingId, passcode } };
}

const isIn = (call: Call, person: Person): boolean =>
  [...call.participants.values()].some(({ rawId }) => rawId === getRawId(person));

/** Lets a virtual agent (a simulated participant) join a meeting as a person, with video, unless the person is in it already. */
function joinAs({ admin }: ScenarioDeps, call: Call, person: Person): void {
  if (isIn(call, person) || !call.meeting) return;
  admin.createAgent(getRawId(person), 'echo').joinMeeting({ threadId: call.meeting.threadId });
}

/**
 * Lets a virtual agent join as the organizer, and admit each participant who has waited in the lobby for `afterMs`. Does nothing
 * if the organizer is in the meeting already.
 */
function admitAsOrganizer(deps: ScenarioDeps, call: Call, organizer: Person, afterMs: number): void {
  if (isIn(call, organizer) || !call.meeting) return;
  const agent = deps.admin.createAgent(getRawId(organizer), 'echo');
  agent.subscribe((event) => {
    if (event.t !== 'participant' || event.entry.presence !== 'InLobby') return;
    const participants = [event.entry.participant];
    const ref = deps.admin.newId();
    deps.clock.after(afterMs, () => agent.runCommand({ t: 'admit', call: event.call, participants, ref }));
  });
  agent.joinMeeting({ threadId: call.meeting.threadId });
}

/**
 * Lets the members of a crowd, one after the other, raise and lower a hand, for as long as the call has a crowd.
 * @param turn counts the movements so far. Each member has two: an even one to raise the hand, and an odd one to lower it.
 */
function moveHands(deps: ScenarioDeps, call: Call, turn = 0): void {
  const { admin, clock } = deps;
  clock.after(handIntervalMs, () => {
    const members = listCrowd(admin, call);
    const member = members[Math.floor(turn / 2) % members.length];
    const callHasEnded = admin.commands.calls.find(call.id) !== call;
    if (!member?.endpoint || callHasEnded) return;
    const what = { up: turn % 2 === 0 };
    const command = { t: 'ask', call: call.id, ref: admin.newId(), feature: 'raiseHand', what } as const;
    admin.findVirtualAgent(member.endpoint)?.runCommand(command);
    moveHands(deps, call, turn + 1);
  });
}

/** Gives a call a crowd of `size` members, one of whom sends media. The members start to raise and lower their hands. */
function fillWithCrowd(deps: ScenarioDeps, call: Call, size: number): void {
  if (listCrowd(deps.admin, call).length === 0) moveHands(deps, call);
  resizeCrowd(deps.admin, call, size, 1);
}

export const meetingScenarios: readonly Scenario[] = [
  defineScenario(
    'meeting-with-lobby',
    'A meeting with a lobby',
    'The organizer admits this user after a while. For the organizer, two people wait in the lobby.',
    z
      .strictObject({ afterMs: z.optional(z.int().min(0).max(600_000)) })
      .meta({ examples: [{ user: 'bob@fabrikam.example', afterMs: 10_000 }] }),
    (deps, user, { afterMs = 10_000 }) => {
      // In the default directory, this is Alice's meeting *With lobby*.
      const { organizer, call, meeting } = openMeeting(deps.admin, ({ lobby }) => lobby === 'everyone');
      if (user.oid !== organizer.oid) {
        admitAsOrganizer(deps, call, organizer, afterMs);
        const next = `Join, and wait: ${organizer.displayName} lets you in after ${afterMs / 1_000} s, or you do it here.`;
        return { call: call.id, meeting, next };
      }
      const firstGuest = chooseColleague(deps, user);
      const secondGuest = chooseColleague(deps, user, firstGuest.upn);
      for (const guest of [firstGuest, secondGuest]) joinAs(deps, call, guest);
      return { call: call.id, meeting, next: 'Join: it is your meeting, and two people wait to be let in.' };
    },
  ),
  defineScenario(
    'crowd',
    'A crowd',
    'A meeting, or the present call, fills with people, who raise hands now and then.',
    z
      .strictObject({ count: z.optional(z.int().min(1).max(maxCrowdSize)) })
      .meta({ examples: [{ count: 350 }] }),
    (deps, user, { count = maxCrowdSize }) => {
      const runningCall = findCallOf(deps, user);
      if (runningCall) {
        fillWithCrowd(deps, runningCall, count);
        return { call: runningCall.id, next: `${count} people are in your call now.` };
      }
      // In the default directory, this is Alice's meeting *Town hall*.
      const { call, meeting } = openMeeting(
        deps.admin,
        ({ lobby }) => lobby === 'nobody',
        ({ lobby, defaultRole }) => lobby === 'nobody' && defaultRole === 'Attendee',
      );
      fillWithCrowd(deps, call, count);
      return { call: call.id, meeting, next: `Join: ${count} people are in this meeting.` };
    },
  ),
];
