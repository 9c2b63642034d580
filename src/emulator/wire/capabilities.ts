import type {
  CapabilityResolutionReason,
  ParticipantCapabilities,
  ParticipantCapabilityName,
} from '@azure/communication-calling';
import type { CallKind, CallRole } from './callTypes.ts';

type Capability = ParticipantCapabilities[ParticipantCapabilityName];
const absentBecause = (reason: CapabilityResolutionReason): Capability => ({ isPresent: false, reason });
const present: Capability = { isPresent: true, reason: 'Capable' };
const notInThisCallType = absentBecause('CapabilityNotApplicableForTheCallType');
/** The emulator's replacement for the Calling SDK has neither video effects nor Together mode. */
const unsupported = absentBecause('FeatureNotSupported');
const forbiddenByRole = absentBecause('RoleRestricted');

/** Raised hands are documented for every call, but SDK 2.0.0 was seen to refuse them in a 1:1 call. */
const oneToOneCapabilities: ParticipantCapabilities = {
  turnVideoOn: present,
  unmuteMic: present,
  shareScreen: present,
  removeParticipant: present,
  hangUpForEveryOne: present,
  addCommunicationUser: absentBecause('NotCapable'),
  addTeamsUser: present,
  addPhoneNumber: present,
  pstnDialOut: present,
  raiseHand: notInThisCallType,
  startLiveCallingCaptions: present,
  setCaptionLanguage: present,
  realTimeText: present,
  manageLobby: notInThisCallType,
  muteOthers: notInThisCallType,
  useReactions: notInThisCallType,
  spotlightParticipant: notInThisCallType,
  removeParticipantsSpotlight: notInThisCallType,
  startLiveMeetingCaptions: notInThisCallType,
  viewAttendeeNames: notInThisCallType,
  forbidOthersAudio: notInThisCallType,
  forbidOthersVideo: notInThisCallType,
  startTogetherMode: notInThisCallType,
  joinBreakoutRooms: notInThisCallType,
  blurBackground: unsupported,
};

const groupCapabilities: ParticipantCapabilities = {
  ...oneToOneCapabilities,
  muteOthers: present,
  raiseHand: present,
  useReactions: present,
  spotlightParticipant: present,
  removeParticipantsSpotlight: present,
};

const organizerCapabilities: ParticipantCapabilities = {
  ...groupCapabilities,
  manageLobby: present,
  startLiveMeetingCaptions: present,
  viewAttendeeNames: present,
  forbidOthersAudio: present,
  forbidOthersVideo: present,
  startLiveCallingCaptions: notInThisCallType,
  realTimeText: notInThisCallType,
  startTogetherMode: unsupported,
  joinBreakoutRooms: present,
};

/** Microsoft documents the end reason 0/4097 as "Call ended for all users by the meeting organizer". */
const presenterCapabilities: ParticipantCapabilities = {
  ...organizerCapabilities,
  hangUpForEveryOne: forbiddenByRole,
};

const attendeeCapabilities: ParticipantCapabilities = {
  ...presenterCapabilities,
  shareScreen: forbiddenByRole,
  removeParticipant: forbiddenByRole,
  muteOthers: forbiddenByRole,
  manageLobby: forbiddenByRole,
  addTeamsUser: forbiddenByRole,
  addPhoneNumber: forbiddenByRole,
  pstnDialOut: forbiddenByRole,
  spotlightParticipant: forbiddenByRole,
  removeParticipantsSpotlight: forbiddenByRole,
  forbidOthersAudio: forbiddenByRole,
  forbidOthersVideo: forbiddenByRole,
};

/** The names of all capabilities of the SDK. */
export const capabilityNames = Object.keys(oneToOneCapabilities) as ParticipantCapabilityName[];

const meetingCapabilities: Record<CallRole, ParticipantCapabilities> = {
  Organizer: organizerCapabilities,
  'Co-organizer': organizerCapabilities,
  Presenter: presenterCapabilities,
  Attendee: attendeeCapabilities,
  // In a meeting, only participants who wait in the lobby have the role `Unknown`.
  Unknown: Object.fromEntries(
    capabilityNames.map((name) => [name, absentBecause('NotInitialized')]),
  ) as ParticipantCapabilities,
};

/** The capabilities that the SDK reports before a call has connected or reached the lobby. */
export const capabilitiesBeforeConnecting = Object.fromEntries(
  Object.keys(oneToOneCapabilities).map((name) => [name, unsupported]),
) as ParticipantCapabilities;

/**
 * The signalling server and the drop-in SDK both use this function.
 * @see https://support.microsoft.com/office/roles-in-microsoft-teams-meetings-c16fa7d0-1666-4dde-8686-0a0bfe16e019
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export function lookUpCapabilities(kind: CallKind, role: CallRole): ParticipantCapabilities {
  if (kind === 'meeting') return meetingCapabilities[role];
  return kind === 'group' ? groupCapabilities : oneToOneCapabilities;
}

/** Applies a Teams policy. A withheld capability that is absent for another reason keeps that reason. */
export function withholdCapabilities(
  capabilities: ParticipantCapabilities,
  withheld: readonly ParticipantCapabilityName[],
): ParticipantCapabilities {
  if (withheld.length === 0) return capabilities;
  const presentNames = withheld.filter((name) => capabilities[name].isPresent);
  const restrictedEntries = presentNames.map((name) => [name, absentBecause('UserPolicyRestricted')]);
  return { ...capabilities, ...Object.fromEntries(restrictedEntries) };
}
