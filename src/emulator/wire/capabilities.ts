import type {
  CapabilityResolutionReason,
  ParticipantCapabilities,
  ParticipantCapabilityName,
} from '@azure/communication-calling';
import type { CallKind, Role } from './protocol.ts';

type Capability = ParticipantCapabilities[ParticipantCapabilityName];
const not = (reason: CapabilityResolutionReason): Capability => ({ isPresent: false, reason });
const able: Capability = { isPresent: true, reason: 'Capable' };
const notHere = not('CapabilityNotApplicableForTheCallType');
/** Video effects and Together mode are not emulated. */
const unsupported = not('FeatureNotSupported');
const byRole = not('RoleRestricted');

/** In calls without roles. Others are muted, and people put in the spotlight, in group calls and meetings only. */
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

/** "Call ended for all users by the meeting organizer" is documented of the organizer alone (0/4097). */
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

/** Every capability that the SDK has. */
export const capabilityNames = Object.keys(oneToOne) as ParticipantCapabilityName[];

const inMeeting: Record<Role, ParticipantCapabilities> = {
  Organizer: organizer,
  'Co-organizer': organizer,
  Presenter: presenter,
  Attendee: attendee,
  // Whoever has not been let in yet.
  Unknown: Object.fromEntries(
    capabilityNames.map((name) => [name, not('NotInitialized')]),
  ) as ParticipantCapabilities,
};

/** What the SDK answers until a call is connected or its lobby is entered. */
export const unknownYet = Object.fromEntries(
  Object.keys(oneToOne).map((name) => [name, unsupported]),
) as ParticipantCapabilities;

/**
 * What a participant may do, by the kind of call and, in a meeting, by role. Every name is there. The page and the
 * server both go by this table.
 * @see https://support.microsoft.com/office/roles-in-microsoft-teams-meetings-c16fa7d0-1666-4dde-8686-0a0bfe16e019
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export function capabilitiesOf(kind: CallKind, role: Role): ParticipantCapabilities {
  return kind === 'meeting' ? inMeeting[role] : kind === 'group' ? group : oneToOne;
}

/** What a policy takes away. @param withheld the names; what is not there anyway stays as it is. */
export function withhold(
  capabilities: ParticipantCapabilities,
  withheld: readonly ParticipantCapabilityName[],
): ParticipantCapabilities {
  if (withheld.length === 0) return capabilities;
  const taken = withheld.filter((name) => capabilities[name].isPresent);
  return { ...capabilities, ...Object.fromEntries(taken.map((name) => [name, not('UserPolicyRestricted')])) };
}
