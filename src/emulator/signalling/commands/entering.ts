import type { Meeting } from '../../core/directory.ts';
import type { NewId } from '../../core/ids.ts';
import { agentRefusals } from '../../wire/agentRules.ts';
import { acsUserRefusals, findAcsUserRefusal } from '../../wire/acsUserRules.ts';
import * as endCodes from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import type { GroupLocator, MeetingLocator } from '../../wire/meetingLink.ts';
import { isAcsUser, isAgent, isPhoneNumber } from '../../wire/rawIds.ts';
import { addParticipant, findParticipantByEndpoint, type Call, type Participant } from '../calls/call.ts';
import { announceParticipant, sendContext } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { hasCapability } from '../calls/capabilities.ts';
import { findTicket, findTransferor } from '../calls/transferTickets.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import { findAgentCallRefusal, placeAgentCall, type AgentCallDeps } from './agentCalls.ts';
import type { CommandOf } from './command.ts';

export interface EnterCallDeps extends AgentCallDeps {
  readonly calls: CallStore;
  /** How many milliseconds a participant may wait in a lobby. */
  readonly lobbyTimeoutMs: number;
  readonly newId: NewId;
}

/** One endpoint may be in at most this many calls at the same time. All but one are usually on hold. */
const maxCalls = 50;

const hasTooManyCalls = (calls: CallStore, endpoint: Endpoint): boolean =>
  calls.list().filter((call) => findParticipantByEndpoint(call, endpoint)).length >= maxCalls;

/**
 * @returns whether the sender and the delegator (the user on whose behalf they call) have the same tenant. In Teams, the
 * delegator must also have made the sender a delegate, for which neither the SDK nor Graph v1.0 has a function.
 */
function mayCallOnBehalfOf(
  { directory: { findPerson } }: EnterCallDeps,
  { oid }: Endpoint,
  delegatorRawId: string,
): boolean {
  const delegator = findPerson(delegatorRawId);
  return delegator !== undefined && delegator.tid === findPerson(oid)?.tid;
}

/** @returns the reason with which a call ends at once, because the sender may not place it; `undefined` for other calls. */
function findEarlyEnd(
  deps: EnterCallDeps,
  sender: Endpoint,
  command: CommandOf<'start'>,
): EndCode | undefined {
  if (isAgent(sender.rawId)) return findAgentCallRefusal(deps, sender, command);
  if (sender.joinsOnly) return acsUserRefusals.joinsOnly;
  const { onBehalfOf, callerNumber } = command;
  const ownNumbers = deps.directory.acsNumbers;
  for (const { id: invitee } of command.to) {
    const refusal = findAcsUserRefusal({ inviter: sender.rawId, invitee, callerNumber, ownNumbers });
    if (refusal) return refusal;
  }
  return onBehalfOf && !mayCallOnBehalfOf(deps, sender, onBehalfOf) ? endCodes.notDelegate : undefined;
}

/**
 * Starts a call, and invites the callees. If the sender may not call on another user's behalf, or as an agent may not place this
 * call, the call ends at once.
 * @param viaRawId the raw id of the queue or user through which the call comes. Only virtual agents set it.
 * @returns why the command is refused; `undefined` if it is not.
 */
export function startCall(
  deps: EnterCallDeps,
  sender: Endpoint,
  command: CommandOf<'start'>,
  viaRawId?: string,
): string | undefined {
  const { calls, invitations } = deps;
  const { call: callId, self: callerId, to: invitees, pass, onBehalfOf } = command;
  const ticket = pass && findTicket(calls.find(pass.call), pass.ticket, sender);
  const needsTicket = pass !== undefined || invitees.some(({ voicemail }) => voicemail);
  // An endpoint may call these callees only if a transfer has sent it there.
  if (needsTicket && !ticket) return 'not sent there';
  if (calls.find(callId)) return 'call exists';
  const participantIds = new Set([callerId, ...invitees.map(({ participant }) => participant)]);
  if (participantIds.size !== invitees.length + 1) return 'participants must differ';
  const rawIds = new Set(invitees.map(({ id: rawId }) => rawId));
  if (rawIds.size !== invitees.length) return 'nobody rings twice for one call';
  if (hasTooManyCalls(calls, sender)) return 'too many calls';
  const earlyEnd = findEarlyEnd(deps, sender, command);
  if (earlyEnd) {
    sendEvent(sender, { t: 'ended', call: callId, self: callerId, end: earlyEnd });
    return undefined;
  }
  if (ticket) ticket.isUsed = true;
  const call = calls.create(callId);
  call.onBehalfOf = onBehalfOf ?? null;
  // A transferred telephone still speaks with the company whose number it has called.
  call.resourceAccount = pass && calls.find(pass.call)?.resourceAccount;
  if (invitees.length > 1) call.kind = 'group';
  call.threadId = command.threadId ?? null;
  const caller = addParticipant(call, callerId, sender.rawId, 'Joined', command.state);
  caller.endpoint = sender;
  caller.botMedia = sender.bot;
  caller.withheld = invitations.network.readWithheldCapabilities(sender.rawId);
  if (caller.withheld.length > 0) sendContext(call, caller);
  // All callees are added before the first is invited. Otherwise, if the first invitation failed at once, the call would end
  // before the others are invited.
  const callees = invitees.map(({ participant, id: rawId, voicemail }) => ({
    callee: addParticipant(call, participant, rawId, 'Connecting'),
    voicemail,
  }));
  if (isAgent(sender.rawId)) {
    const participants = callees.map(({ callee }) => callee);
    placeAgentCall(deps, call, { agent: caller, callees: participants }, command);
    return undefined;
  }
  for (const { callee, voicemail } of callees) {
    invitations.invite(call, caller, callee, {
      transferor: ticket?.transferor.rawId ?? viaRawId,
      context: ticket?.context ?? command.context,
      voicemail,
      shownCaller: isPhoneNumber(callee.rawId) ? command.callerNumber : undefined,
    });
  }
}

/** A meeting whose link names an unknown thread: everyone is a presenter, and nobody waits in a lobby. */
const madeUpMeeting = {
  subject: 'Meeting',
  coOrganizers: [],
  lobby: 'nobody',
  defaultRole: 'Presenter',
} as const;

/** Finds a known meeting, or makes one up for an unknown thread. @returns `undefined` for an unknown number or a wrong passcode. */
function findMeeting(locator: MeetingLocator, known: readonly Meeting[]): Meeting | undefined {
  if ('meetingId' in locator) {
    const meeting = known.find(({ meetingId }) => meetingId === locator.meetingId);
    return meeting && (meeting.passcode ?? '') === (locator.passcode ?? '') ? meeting : undefined;
  }
  const { threadId, organizer } = locator;
  return known.find((meeting) => meeting.threadId === threadId) ?? { ...madeUpMeeting, threadId, organizer };
}

/** Finds a meeting's running call, or creates it. @returns `undefined` if there is no such meeting. */
export function findOrCreateMeetingCall(
  { calls, directory, newId }: EnterCallDeps,
  locator: MeetingLocator,
): Call | undefined {
  const meeting = findMeeting(locator, directory.meetings);
  if (!meeting) return undefined;
  const isCallOfMeeting = ({ kind, threadId }: Call) => kind === 'meeting' && threadId === meeting.threadId;
  return calls.list().find(isCallOfMeeting) ?? calls.create(newId(), meeting);
}

/** Finds a group call in progress, or creates it. @returns why the sender may not join. */
function findOrCreateGroupCall(
  { calls, newId }: EnterCallDeps,
  sender: Endpoint,
  { groupId }: GroupLocator,
): Call | EndCode {
  if (!isAcsUser(sender.rawId)) return acsUserRefusals.teamsUserInGroup;
  const callInProgress = calls.list().find((call) => call.groupId === groupId);
  if (callInProgress) return callInProgress;
  if (sender.joinsOnly) return acsUserRefusals.joinsOnly;
  const call = calls.create(newId());
  call.kind = 'group';
  call.groupId = groupId;
  return call;
}

/** Finds the call that an endpoint joins. @returns the reason with which the call ends at once, if it may not. */
function findCallToJoin(
  deps: EnterCallDeps,
  sender: Endpoint,
  locator: CommandOf<'join'>['meeting'],
): Call | EndCode {
  if (isAgent(sender.rawId)) return agentRefusals.meeting;
  // `CommandHandler` refuses rooms before.
  if ('roomId' in locator) return endCodes.noSuchMeeting;
  if ('groupId' in locator) return findOrCreateGroupCall(deps, sender, locator);
  return findOrCreateMeetingCall(deps, locator) ?? endCodes.noSuchMeeting;
}

/**
 * Lets an endpoint into a meeting or its lobby, or into a group call. If there is no such meeting, or the endpoint may not join, it is
 * told that the call has ended.
 */
export function joinCall(
  deps: EnterCallDeps,
  sender: Endpoint,
  { call: endpointCallId, self: participantId, meeting: locator, state }: CommandOf<'join'>,
): string | undefined {
  const { calls, invitations, lobbyTimeoutMs } = deps;
  if (calls.find(endpointCallId)) return 'call exists';
  if (hasTooManyCalls(calls, sender)) return 'too many calls';
  const call = findCallToJoin(deps, sender, locator);
  if ('code' in call) {
    sendEvent(sender, { t: 'ended', call: endpointCallId, self: participantId, end: call });
    return undefined;
  }
  if (findParticipantByEndpoint(call, sender) || call.participants.has(participantId))
    return 'in this meeting already';
  invitations.stopRingingAt(call, sender);
  const participant = addParticipant(call, participantId, sender.rawId, 'Connecting', state);
  if (!hasCapability(call, participant, 'shareScreen')) participant.state = { ...state, screen: false };
  calls.attachEndpoint(call, participant, sender, endpointCallId);
  const isOrganizer = participant.role === 'Organizer' || participant.role === 'Co-organizer';
  if (call.meeting?.lobby === 'everyone' && !isOrganizer)
    moveToLobby(calls, call, participant, lobbyTimeoutMs);
  else calls.completeJoin(call, participant);
}

/** Puts a participant into the lobby, where they learn nothing about the others, and removes them after `timeoutMs`. */
function moveToLobby(calls: CallStore, call: Call, participant: Participant, timeoutMs: number): void {
  participant.presence = 'InLobby';
  participant.cancelTimer = calls.clock.after(timeoutMs, () =>
    calls.dismiss(call, participant, endCodes.lobbyTimeout),
  );
  sendContext(call, participant);
  announceParticipant(call, participant);
}

/** Lets a transferee take the transferor's place in a call. */
export function takeOverCall(
  { calls, invitations }: EnterCallDeps,
  call: Call,
  sender: Endpoint,
  { pass, self: transfereeId, state }: CommandOf<'take'>,
): string | undefined {
  const ticket = findTicket(calls.find(pass.call), pass.ticket, sender, call);
  const transferor = ticket && findTransferor(call, ticket.transferor);
  // The endpoint must have been sent here by a transfer, and must not be in the call already.
  if (!transferor || call.participants.has(transfereeId) || findParticipantByEndpoint(call, sender))
    return 'not sent here';
  ticket.isUsed = true;
  call.isTransferTarget = true;
  const transferee = addParticipant(call, transfereeId, sender.rawId, 'Joined', state);
  transferee.endpoint = sender;
  calls.completeJoin(call, transferee);
  invitations.stopRingingAt(call, sender);
  calls.dismiss(call, transferor, endCodes.hungUp);
}
