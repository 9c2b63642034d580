import type {
  CapabilityResolutionReason,
  ParticipantCapabilities,
  ParticipantCapabilityName,
} from '@azure/communication-calling';
import type { CallKind, Role } from './callTypes.ts';

type Capability = ParticipantCapabilities[ParticipantCapabilityName];
const not = (reason: CapabilityResolutionReason): Capability => ({ isPresent: false, reason });
const able: Capability = { isPresent: true, reason: 'Capable' };
const notHere = not('CapabilityNotApplicableForTheCallType');
/** The drop-in SDK has neither video effects nor Together mode. */
const unsupported = not('FeatureNotSupported');
const byRole = not('RoleRestricted');

/** In a 1:1 call. Muting others and the spotlight exist in group calls and meetings only. */
const oneToOne: ParticipantCapabilities = {
  turnVideoOn: able,
  unmuteMic: able,
  shareScreen: able,
  removeParticipant: able,
  hangUpForEveryOne: able,
  addCommunicationUser: not('NotCapable'),
  addTeamsUser: able,
  addPhoneNumber: able,
  pstnDialOut: able,
  raiseHand: able,
  startLiveCallingCaptions: able,
  setCaptionLanguage: able,
  realTimeText: able,
  manageLobby: notHere,
  muteOthers: notHere,
  useReactions: notHere,
  spotlightParticipant: notHere,
  removeParticipantsSpotlight: notHere,
  startLiveMeetingCaptions: notHere,
  viewAttendeeNames: notHere,
  forbidOthersAudio: notHere,
  forbidOthersVideo: notHere,
  startTogetherMode: notHere,
  joinBreakoutRooms: notHere,
  blurBackground: unsupported,
};

const group: ParticipantCapabilities = {
  ...oneToOne,
  muteOthers: able,
  useReactions: able,
  spotlightParticipant: able,
  removeParticipantsSpotlight: able,
};

const organizer: ParticipantCapabilities = {
  ...group,
  manageLobby: able,
  startLiveMeetingCaptions: able,
  viewAttendeeNames: able,
  forbidOthersAudio: able,
  forbidOthersVideo: able,
  startLiveCallingCaptions: notHere,
  realTimeText: notHere,
  startTogetherMode: unsupported,
  joinBreakoutRooms: able,
};

/** Only organizers end a meeting for everyone: 0/4097 is "Call ended for all users by the meeting organizer". */
const presenter: ParticipantCapabilities = { ...organizer, hangUpForEveryOne: byRole };

const attendee: ParticipantCapabilities = {
  ...presenter,
  shareScreen: byRole,
  removeParticipant: byRole,
  muteOthers: byRole,
  manageLobby: byRole,
  addTeamsUser: byRole,
  addPhoneNumber: byRole,
  pstnDialOut: byRole,
  spotlightParticipant: byRole,
  removeParticipantsSpotlight: byRole,
  forbidOthersAudio: byRole,
  forbidOthersVideo: byRole,
};

/** The names of all capabilities of the SDK. */
export const capabilityNames = Object.keys(oneToOne) as ParticipantCapabilityName[];

const inMeeting: Record<Role, ParticipantCapabilities> = {
  Organizer: organizer,
  'Co-organizer': organizer,
  Presenter: presenter,
  Attendee: attendee,
  // A participant in the lobby.
  Unknown: Object.fromEntries(
    capabilityNames.map((name) => [name, not('NotInitialized')]),
  ) as ParticipantCapabilities,
};

/** The capabilities that the SDK reports before a call is connected or has reached its lobby. */
export const unknownYet = Object.fromEntries(
  Object.keys(oneToOne).map((name) => [name, unsupported]),
) as ParticipantCapabilities;

/**
 * The capabilities of a participant, by the kind of call and, in a meeting, by role. Server and drop-in SDK both use
 * this table.
 * @returns an entry for every capability name.
 * @see https://support.microsoft.com/office/roles-in-microsoft-teams-meetings-c16fa7d0-1666-4dde-8686-0a0bfe16e019
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export function capabilitiesOf(kind: CallKind, role: Role): ParticipantCapabilities {
  return kind === 'meeting' ? inMeeting[role] : kind === 'group' ? group : oneToOne;
}

/**
 * Applies a policy.
 * @param withheld the capabilities that the policy takes away. One that is not present keeps its reason.
 */
export function withhold(
  capabilities: ParticipantCapabilities,
  withheld: readonly ParticipantCapabilityName[],
): ParticipantCapabilities {
  if (withheld.length === 0) return capabilities;
  const taken = withheld.filter((name) => capabilities[name].isPresent);
  return { ...capabilities, ...Object.fromEntries(taken.map((name) => [name, not('UserPolicyRestricted')])) };
}
