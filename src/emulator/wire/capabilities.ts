import type {
  CapabilityResolutionReason,
  ParticipantCapabilities,
  ParticipantCapabilityName,
} from '@azure/communication-calling';
import type { CallKind, CallRole } from './callTypes.ts';
import { isAcsUser, isAgent, isPhoneNumber } from './rawIds.ts';

type Capability = ParticipantCapabilities[ParticipantCapabilityName];
const absentBecause = (reason: CapabilityResolutionReason): Capability => ({ isPresent: false, reason });
const present: Capability = { isPresent: true, reason: 'Capable' };
const notInThisCallType = absentBecause('CapabilityNotApplicableForTheCallType');
/** The drop-in SDK, the emulator's replacement for the Calling SDK, has neither video effects nor Together mode. */
const unsupported = absentBecause('FeatureNotSupported');
const forbiddenByRole = absentBecause('RoleRestricted');

/** Gives several capabilities the same value. */
const give = <Name extends ParticipantCapabilityName>(value: Capability, ...names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Capability>;

/** Microsoft documents raised hands for every call, but SDK 2.0.0 refused them in a 1:1 call. */
const oneToOneCapabilities: ParticipantCapabilities = {
  ...give(present, 'turnVideoOn', 'unmuteMic', 'shareScreen', 'removeParticipant', 'hangUpForEveryOne'),
  addCommunicationUser: absentBecause('NotCapable'),
  ...give(present, 'addTeamsUser', 'addPhoneNumber', 'pstnDialOut'),
  raiseHand: notInThisCallType,
  ...give(present, 'startLiveCallingCaptions', 'setCaptionLanguage', 'realTimeText'),
  ...give(notInThisCallType, 'manageLobby', 'muteOthers', 'useReactions', 'spotlightParticipant'),
  ...give(notInThisCallType, 'removeParticipantsSpotlight', 'startLiveMeetingCaptions', 'viewAttendeeNames'),
  ...give(notInThisCallType, 'forbidOthersAudio', 'forbidOthersVideo', 'startTogetherMode'),
  joinBreakoutRooms: notInThisCallType,
  blurBackground: unsupported,
};

const groupCapabilities: ParticipantCapabilities = {
  ...oneToOneCapabilities,
  ...give(present, 'muteOthers', 'raiseHand', 'useReactions'),
  ...give(present, 'spotlightParticipant', 'removeParticipantsSpotlight'),
};

const organizerCapabilities: ParticipantCapabilities = {
  ...groupCapabilities,
  ...give(present, 'manageLobby', 'startLiveMeetingCaptions', 'viewAttendeeNames'),
  ...give(present, 'forbidOthersAudio', 'forbidOthersVideo', 'joinBreakoutRooms'),
  ...give(notInThisCallType, 'startLiveCallingCaptions', 'realTimeText'),
  startTogetherMode: unsupported,
};

/**
 * Presenters cannot end a meeting for everyone, because Microsoft describes the end reason 0/4097 as "Call ended for all users
 * by the meeting organizer".
 */
const presenterCapabilities: ParticipantCapabilities = {
  ...organizerCapabilities,
  hangUpForEveryOne: forbiddenByRole,
};

const attendeeCapabilities: ParticipantCapabilities = {
  ...presenterCapabilities,
  ...give(forbiddenByRole, 'shareScreen', 'removeParticipant', 'muteOthers', 'manageLobby'),
  ...give(forbiddenByRole, 'addTeamsUser', 'addPhoneNumber', 'pstnDialOut', 'spotlightParticipant'),
  ...give(forbiddenByRole, 'removeParticipantsSpotlight', 'forbidOthersAudio', 'forbidOthersVideo'),
};

export const capabilityNames = Object.keys(oneToOneCapabilities) as ParticipantCapabilityName[];

const meetingCapabilities: Record<CallRole, ParticipantCapabilities> = {
  Organizer: organizerCapabilities,
  'Co-organizer': organizerCapabilities,
  Presenter: presenterCapabilities,
  Attendee: attendeeCapabilities,
  // In a meeting, only participants who wait in the lobby have the role `Unknown`.
  Unknown: give(absentBecause('NotInitialized'), ...capabilityNames),
};

/** The capabilities that the SDK reports before a call has connected or reached the lobby. */
export const capabilitiesBeforeConnecting: ParticipantCapabilities = give(unsupported, ...capabilityNames);

/**
 * What an agent of Teams Phone extensibility can and cannot do, unlike a Teams user. `addCommunicationUser` stands for adding other
 * agents, which is the emulator's choice: no document names the capability.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-capabilities
 */
const agentDifferences = {
  addCommunicationUser: present,
  ...give(absentBecause('NotCapable'), 'addTeamsUser', 'startLiveCallingCaptions', 'setCaptionLanguage'),
};

/**
 * Looks up what a participant with this role can do in a call of this kind, for the signalling server and the drop-in SDK.
 * @param rawId the participant's raw id, which says whether they are an agent.
 * @see https://support.microsoft.com/office/roles-in-microsoft-teams-meetings-c16fa7d0-1666-4dde-8686-0a0bfe16e019
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export function lookUpCapabilities(kind: CallKind, role: CallRole, rawId: string): ParticipantCapabilities {
  if (kind === 'meeting') return meetingCapabilities[role];
  const capabilities = kind === 'group' ? groupCapabilities : oneToOneCapabilities;
  if (isAcsUser(rawId)) return { ...capabilities, addCommunicationUser: present };
  return isAgent(rawId) ? { ...capabilities, ...agentDifferences } : capabilities;
}

/** @returns the capability without which a participant cannot add somebody with this raw id. */
export function chooseAddCapability(rawId: string): ParticipantCapabilityName {
  if (isPhoneNumber(rawId)) return 'addPhoneNumber';
  return isAgent(rawId) || isAcsUser(rawId) ? 'addCommunicationUser' : 'addTeamsUser';
}

/** Takes capabilities away, as a Teams policy does. Those that are absent already keep their reason. */
export function withholdCapabilities(
  capabilities: ParticipantCapabilities,
  withheld: readonly ParticipantCapabilityName[],
): ParticipantCapabilities {
  if (withheld.length === 0) return capabilities;
  const presentNames = withheld.filter((name) => capabilities[name].isPresent);
  return { ...capabilities, ...give(absentBecause('UserPolicyRestricted'), ...presentNames) };
}
