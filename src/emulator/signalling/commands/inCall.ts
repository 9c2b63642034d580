import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { createRefusal, checkCapability } from '../calls/capabilities.ts';
import { findFeature } from '../features/features.ts';
import type { CommandResult, InCallCommand, CommandOf, InCall } from './command.ts';
import { relaySignal } from './relaySignal.ts';
import { reportTransfer, startTransfer } from './transfer.ts';
import * as endCodes from '../../wire/endCodes.ts';
import {
  announceParticipant,
  turnIntoGroupCall,
  removeForbiddenMedia,
  endOtherScreenShares,
} from '../calls/callContext.ts';
import { addParticipant, broadcast, type Call, type Participant } from '../calls/call.ts';
import { findAcsUserRefusal } from '../../wire/acsUserRules.ts';
import { agentRefusals, findInvitationRefusal } from '../../wire/agentRules.ts';
import { chooseAddCapability } from '../../wire/capabilities.ts';
import { isAgent, isPhoneNumber } from '../../wire/rawIds.ts';
import type { Refusal } from '../../wire/protocol.ts';
import { getServiceRawId } from '../ringing/serverApplication.ts';

/** The capability without which a command is refused. The handlers of other commands check themselves what the sender may do. */
const neededCapabilities: Partial<Record<InCallCommand['t'], ParticipantCapabilityName>> = {
  remove: 'removeParticipant',
  admit: 'manageLobby',
  deny: 'manageLobby',
  mute: 'muteOthers',
};

/** The commands that Microsoft restricts in an agent's emergency call. */
const restrictedInEmergency: ReadonlySet<InCallCommand['t']> = new Set(['add', 'remove', 'mute', 'transfer']);

const handlers: { [T in InCallCommand['t']]: (context: InCall, command: CommandOf<T>) => CommandResult } = {
  leave: leaveOrEndCall,
  signal: relaySignal,
  state: setMediaState,
  add: inviteIntoCall,
  remove: removeFromCall,
  admit: admitFromLobby,
  deny: denyFromLobby,
  mute: askToMute,
  transfer: startTransfer,
  transferred: reportTransfer,
  ask: askFeature,
};

/** Runs a command of a participant, if the participant may send it. */
export function runInCall(context: InCall, command: InCallCommand): CommandResult {
  const { call, sender } = context;
  if (call.isEmergencyCall && isAgent(sender.rawId) && restrictedInEmergency.has(command.t))
    return agentRefusals.emergencyCall;
  const neededCapability = neededCapabilities[command.t];
  const refusal = neededCapability && checkCapability(call, sender, neededCapability);
  if (refusal) return refusal;
  // The cast is needed, because TypeScript does not see that the handler belongs to the type of the command.
  const handle = handlers[command.t] as (context: InCall, command: InCallCommand) => CommandResult;
  return handle(context, command);
}

function askFeature({ call, sender }: InCall, { feature: name, what }: CommandOf<'ask'>): CommandResult {
  const feature = findFeature(name);
  if (!feature) return createRefusal(501, 0, `${name}: there is no such feature.`);
  return feature.handle(call, sender, what);
}

function leaveOrEndCall(
  { calls, call, sender }: InCall,
  { everyone, because }: CommandOf<'leave'>,
): CommandResult {
  const refusal = everyone ? checkCapability(call, sender, 'hangUpForEveryOne') : undefined;
  if (everyone && !refusal) {
    calls.endCall(call);
  } else {
    // A participant who may not end the call for everyone leaves it nevertheless: the page has not waited for the answer.
    const mediaEnd = because === 'mediaLost' ? endCodes.mediaLost : endCodes.mediaRefused;
    calls.removeParticipant(call, sender, because ? mediaEnd : endCodes.hungUp);
  }
  return refusal;
}

/** If the participant may not share a screen, the server refuses only the screen share, and applies the rest. */
function setMediaState({ call, sender }: InCall, { state }: CommandOf<'state'>): CommandResult {
  const allowedState = removeForbiddenMedia(call, sender, state);
  const startsShare = allowedState.screen && !sender.state.screen;
  // For a participant in the lobby, the other screen shares end only when they are admitted.
  if (startsShare && sender.presence === 'Joined') endOtherScreenShares(call, sender);
  sender.state = allowedState;
  announceParticipant(call, sender);
  return state.screen ? checkCapability(call, sender, 'shareScreen') : undefined;
}

/** Admits participants from the lobby. It ignores ids of participants who do not wait there, unless none of them does. */
function admitFromLobby({ calls, call }: InCall, { participants: ids }: CommandOf<'admit'>): CommandResult {
  const waitingParticipants = ids
    .flatMap((id) => call.participants.get(id) ?? [])
    .filter(({ presence }) => presence === 'InLobby');
  if (waitingParticipants.length === 0)
    return createRefusal(400, 0, 'None of these participants waits in the lobby.');
  for (const participant of waitingParticipants) calls.completeJoin(call, participant);
}

function denyFromLobby(
  { calls, call }: InCall,
  { participant: participantId }: Pick<CommandOf<'deny'>, 'participant'>,
): CommandResult {
  const participant = call.participants.get(participantId);
  if (participant?.presence !== 'InLobby') {
    return createRefusal(400, 0, 'This participant does not wait in the lobby.');
  }
  calls.dismiss(call, participant, endCodes.deniedInLobby);
}

function inviteIntoCall(
  { invitations, call, sender }: InCall,
  { participant, id: rawId, threadId, callerNumber }: CommandOf<'add'>,
): CommandResult {
  const participants = [...call.participants.values()];
  const refusal =
    findAgentRefusal(call, sender, rawId, participants) ??
    findAcsUserRefusal({
      inviter: sender.rawId,
      invitee: rawId,
      callerNumber,
      ownNumbers: invitations.acsNumbers,
    }) ??
    checkCapability(call, sender, chooseAddCapability(rawId));
  if (refusal) return refusal;
  if (call.participants.has(participant)) return 'participant exists';
  // Two participants may have tried to add the same person at the same time.
  if (participants.some((other) => other.rawId === rawId)) return 'is in this call already';
  const chatId = threadId ?? call.threadId;
  if (call.kind !== 'meeting' && invitations.network.keepsOut(sender.rawId, rawId, chatId))
    return createRefusal(403, 0, 'The person is not a member of the chat of this call.');
  turnIntoGroupCall(call, threadId);
  const { resourceAccount } = call;
  if (isAgent(sender.rawId)) call.dialledNumbers.add(rawId);
  // A telephone that an agent adds sees the company's number, as it does when the agent calls it.
  const seesNumber = resourceAccount && isAgent(sender.rawId) && isPhoneNumber(rawId);
  const shownCaller = seesNumber ? getServiceRawId(resourceAccount) : callerNumber;
  invitations.invite(call, sender, addParticipant(call, participant, rawId, 'Connecting'), { shownCaller });
}

/** Finds the rule that keeps a participant, as an agent or because the invitee is one, from adding somebody. */
function findAgentRefusal(
  call: Call,
  sender: Participant,
  rawId: string,
  participants: readonly Participant[],
): Refusal | undefined {
  if (isAgent(sender.rawId) && isPhoneNumber(rawId)) {
    const isInCall = participants.some((other) => other.rawId === rawId);
    if (isInCall || call.dialledNumbers.has(rawId)) return agentRefusals.numberTwice;
  }
  return findInvitationRefusal(
    sender.rawId,
    rawId,
    participants.map((other) => other.rawId),
  );
}

/** Removes a participant from the call or its lobby, or cancels their invitation. */
function removeFromCall(context: InCall, { participant }: CommandOf<'remove'>): CommandResult {
  const { calls, call, sender } = context;
  const target = call.participants.get(participant);
  if (!target) return 'no such participant';
  if (target.presence === 'InLobby')
    return checkCapability(call, sender, 'manageLobby') ?? denyFromLobby(context, { participant });
  const end = target.presence === 'Joined' ? endCodes.removedByOther : endCodes.cancelled;
  calls.dismiss(call, target, end);
}

/** Agents cannot mute telephones. If they mute everybody, the telephones stay as they are. */
function askToMute({ call, sender }: InCall, { participants: ids }: CommandOf<'mute'>): CommandResult {
  const event = { t: 'muted' as const, call: call.id, by: sender.id };
  const isMutable = ({ rawId }: Participant) => !isAgent(sender.rawId) || !isPhoneNumber(rawId);
  const meant = ids.flatMap((id) => call.participants.get(id) ?? []);
  if (meant.length > 0 && !meant.some(isMutable)) return agentRefusals.muteTelephone;
  broadcast(call, event, sender, (participant) => meant.includes(participant) && isMutable(participant));
}
