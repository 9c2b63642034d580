import type { CapabilityResolutionReason, ParticipantCapabilities } from '@azure/communication-calling';
import { decideMediaAccess, type AttendeeAccess } from '../../wire/mediaAccess.ts';
import { callingError } from '../base/errors.ts';
import type { RestrictedCall } from './restrictedCall.ts';

const reason: CapabilityResolutionReason = 'MeetingRestricted';
const forbiddenCapability = { isPresent: false, reason };

/**
 * Whether the local participant may send audio and video in a meeting. When an organizer forbids audio or video, the
 * local participant stops sending it at once, and the app cannot start it again.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export class OwnMediaAccess {
  private readonly call: RestrictedCall;
  private access: AttendeeAccess = { audio: true, video: true };

  constructor(call: RestrictedCall) {
    this.call = call;
    call.sharedState.watch('mediaAccess', () => this.update());
    call.context.changes.on('changed', () => this.update());
  }

  /**
   * @param failure the beginning of the error's message, such as "Failed to start video".
   * @throws 403/0 when the meeting forbids this kind of media. Microsoft documents no code.
   */
  check(media: keyof AttendeeAccess, failure: string): void {
    if (!this.access[media]) throw callingError(403, 0, `${failure}: it is forbidden to this attendee.`);
  }

  /** @returns the capabilities without those that the meeting forbids. */
  omitForbidden(capabilities: ParticipantCapabilities): ParticipantCapabilities {
    const { audio, video } = this.access;
    return {
      ...capabilities,
      ...(audio ? {} : { unmuteMic: forbiddenCapability }),
      ...(video ? {} : { turnVideoOn: forbiddenCapability }),
    };
  }

  /** Stops the media that the meeting forbids. */
  stopForbiddenMedia(): void {
    if (!this.access.audio) this.call.stopSending('audio');
    if (!this.access.video) this.call.stopSending('video');
  }

  private update(): void {
    const { sharedState, context, ownParticipantId } = this.call;
    const access = decideMediaAccess(sharedState.valuesOf('mediaAccess'), ownParticipantId, context.role);
    if (access.audio === this.access.audio && access.video === this.access.video) return;
    const previous = { role: context.role, capabilities: context.capabilities };
    this.access = access;
    this.stopForbiddenMedia();
    context.changes.emit('changed', previous);
  }
}
