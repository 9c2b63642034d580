import { randomUUID } from 'node:crypto';
import type { NewId } from '../../core/ids.ts';
import * as ends from '../../wire/endCodes.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import { addParticipant, participantAt, type Call } from '../calls/call.ts';
import { contextEvent } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { hasCapability } from '../calls/capabilities.ts';
import { waitInLobby } from '../calls/lobby.ts';
import { findMeeting, waitsInLobby, type Meeting } from '../calls/meetings.ts';
import { findTicket, transferorIn } from '../calls/transferTickets.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import type { Ringing } from '../ringing/ringing.ts';
import type { CommandOf } from './command.ts';

export interface EnteringDeps {
  readonly calls: CallStore;
  readonly ringing: Ringing;
  readonly meetings: readonly Meeting[];
  /** Milliseconds that a participant may wait in a lobby. */
  readonly lobbyMs: number;
  /** Makes the ids of meetings' calls; random ones when left out. */
  readonly newId?: NewId | undefined;
}

/** Calls that an endpoint may be in, most of them on hold. */
const maxCalls = 50;

const isBusy = (calls: CallStore, from: Endpoint): boolean =>
  calls.all().filter((call) => participantAt(call, from)).length >= maxCalls;

/** Starts a call, and invites its callees. @returns why the command is refused. */
export function startCall(
  { calls, ringing }: EnteringDeps,
  from: Endpoint,
  { call: id, self, to, state, pass, threadId }: CommandOf<'start'>,
): string | undefined {
  const ticket = pass && findTicket(calls.find(pass.call), pass.ticket, from);
  if ((pass || to.some(({ voicemail }) => voicemail)) && !ticket) return 'not sent there';
  const participants = new Set([self, ...to.map(({ participant }) => participant)]);
  if (calls.find(id)) return 'call exists';
  if (participants.size !== to.length + 1) return 'participants must differ';
  if (new Set(to.map((callee) => callee.id)).size !== to.length) return 'nobody rings twice for one call';
  if (isBusy(calls, from)) return 'too many calls';
  if (ticket) ticket.isUsed = true;
  const call = calls.create(id);
  if (to.length > 1) call.kind = 'group';
  call.threadId = threadId ?? null;
  const caller = addParticipant(call, self, from.rawId, 'Joined', state);
  caller.endpoint = from;
  caller.bot = from.bot;
  caller.withheld = ringing.network.withheldCapabilities(from.rawId);
  if (caller.withheld.length > 0) sendEvent(from, contextEvent(call, caller));
  // All callees are added before the first one is invited: a failed invitation then is not taken for the last one.
  const callees = to.map(({ participant, id: rawId, voicemail }) => ({
    callee: addParticipant(call, participant, rawId, 'Connecting'),
    voicemail,
  }));
  for (const { callee, voicemail } of callees) {
    ringing.invite(call, caller, callee, { transferor: ticket?.transferor.rawId, voicemail });
  }
  return undefined;
}

/**
 * Finds the call of a meeting, and creates it if nobody is in the meeting.
 * @returns `undefined` when there is no such meeting.
 */
export function findMeetingCall(
  { calls, meetings, newId = randomUUID }: EnteringDeps,
  locator: MeetingLocator,
): Call | undefined {
  const meeting = findMeeting(locator, meetings);
  if (!meeting) return undefined;
  const running = calls
    .all()
    .find(({ threadId, kind }) => kind === 'meeting' && threadId === meeting.threadId);
  return running ?? calls.create(newId(), meeting);
}

/** Lets an endpoint into a meeting or its lobby. @returns why the command is refused. */
export function joinMeeting(
  deps: EnteringDeps,
  from: Endpoint,
  { call: endpointCallId, self, meeting: locator, state }: CommandOf<'join'>,
): string | undefined {
  const { calls, ringing, lobbyMs } = deps;
  if (calls.find(endpointCallId)) return 'call exists';
  if (isBusy(calls, from)) return 'too many calls';
  const call = findMeetingCall(deps, locator);
  if (!call?.meeting) {
    sendEvent(from, { t: 'ended', call: endpointCallId, self, end: ends.noSuchMeeting });
    return undefined;
  }
  if (participantAt(call, from) || call.participants.has(self)) return 'in this meeting already';
  ringing.stopRingingAt(call, from);
  const participant = addParticipant(call, self, from.rawId, 'Connecting', state);
  if (!hasCapability(call, participant, 'shareScreen')) participant.state = { ...state, screen: false };
  calls.attachEndpoint(call, participant, from, endpointCallId);
  if (waitsInLobby(call.meeting, participant.role)) waitInLobby(calls, call, participant, lobbyMs);
  else calls.join(call, participant);
  return undefined;
}

/** Lets a transferee take over the transferor's part in a call. @returns why the command is refused. */
export function takeOverCall(
  { calls, ringing }: EnteringDeps,
  call: Call,
  from: Endpoint,
  { pass, self, state }: CommandOf<'take'>,
): string | undefined {
  const ticket = findTicket(calls.find(pass.call), pass.ticket, from, call);
  const leaving = ticket && transferorIn(call, ticket.transferor);
  if (!leaving || call.participants.has(self) || participantAt(call, from)) return 'not sent here';
  ticket.isUsed = true;
  const participant = addParticipant(call, self, from.rawId, 'Joined', state);
  participant.endpoint = from;
  calls.join(call, participant);
  ringing.stopRingingAt(call, from);
  calls.notifyEnd(call, leaving, ends.hungUp);
  calls.removeParticipant(call, leaving, ends.hungUp);
  return undefined;
}
