import type { CapabilityResolutionReason, ParticipantCapabilities } from '@azure/communication-calling';
import { accessOf, type Access } from '../../wire/mediaAccess.ts';
import { callingError } from '../base/errors.ts';
import type { RestrictedCall } from './restrictedCall.ts';

const reason: CapabilityResolutionReason = 'MeetingRestricted';
const forbidden = { isPresent: false, reason };

/**
 * Whether the local participant may send audio and video in a meeting. What an organizer forbids stops at once and
 * cannot be started again.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export class OwnMediaAccess {
  private readonly call: RestrictedCall;
  private access: Access = { audio: true, video: true };

  constructor(call: RestrictedCall) {
    this.call = call;
    call.sharedState.watch('mediaAccess', () => this.update());
    call.context.changes.on('changed', () => this.update());
  }

  /**
   * @param failure the beginning of the error's message.
   * @throws 403/0 for media that is forbidden. Microsoft documents no code.
   */
  check(media: keyof Access, failure: string): void {
    if (!this.access[media]) throw callingError(403, 0, `${failure}: it is forbidden to this attendee.`);
  }

  /** @returns the capabilities without those that are forbidden. */
  limit(capabilities: ParticipantCapabilities): ParticipantCapabilities {
    const { audio, video } = this.access;
    return {
      ...capabilities,
      ...(audio ? {} : { unmuteMic: forbidden }),
      ...(video ? {} : { turnVideoOn: forbidden }),
    };
  }

  /** Stops what is forbidden. */
  enforce(): void {
    if (!this.access.audio) this.call.stopSending('audio');
    if (!this.access.video) this.call.stopSending('video');
  }

  private update(): void {
    const { sharedState, context, self } = this.call;
    const access = accessOf(sharedState.of('mediaAccess'), self, context.role);
    if (access.audio === this.access.audio && access.video === this.access.video) return;
    const before = { role: context.role, capabilities: context.capabilities };
    this.access = access;
    this.enforce();
    context.changes.emit('changed', before);
  }
}
