import type {
  CapabilitiesFeature,
  CapabilityResolutionReason,
  ParticipantCapabilities,
  ParticipantCapabilityName,
} from '@azure/communication-calling';
import { Emitter } from '../events.ts';

type Capability = { isPresent: boolean; reason: CapabilityResolutionReason };
const able: Capability = { isPresent: true, reason: 'Capable' };
const notHere: Capability = { isPresent: false, reason: 'CapabilityNotApplicableForTheCallType' };
const unsupported: Capability = { isPresent: false, reason: 'FeatureNotSupported' };

/** What a Teams user may do in a call that is no meeting, as far as it is emulated. */
const capabilities: Record<ParticipantCapabilityName, Capability> = {
  turnVideoOn: able,
  unmuteMic: able,
  shareScreen: able,
  removeParticipant: able,
  hangUpForEveryOne: able,
  addCommunicationUser: notHere,
  addTeamsUser: able,
  addPhoneNumber: able,
  manageLobby: notHere,
  spotlightParticipant: notHere,
  removeParticipantsSpotlight: notHere,
  blurBackground: unsupported,
  startLiveMeetingCaptions: notHere,
  startLiveCallingCaptions: unsupported,
  setCaptionLanguage: unsupported,
  raiseHand: unsupported,
  pstnDialOut: able,
  muteOthers: able,
  useReactions: notHere,
  viewAttendeeNames: notHere,
  startTogetherMode: notHere,
  joinBreakoutRooms: notHere,
  forbidOthersAudio: notHere,
  forbidOthersVideo: notHere,
  realTimeText: unsupported,
};

/** Every capability has a name here; none changes during a call. */
export class EmuCapabilities implements CapabilitiesFeature {
  readonly name = 'Capabilities';
  private readonly emitter = new Emitter('CapabilitiesFeature', ['capabilitiesChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;

  get capabilities(): ParticipantCapabilities {
    return structuredClone(capabilities);
  }

  dispose(): void {
    this.emitter.clear();
  }
}
