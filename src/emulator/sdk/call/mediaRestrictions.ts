import type { CapabilityResolutionReason, ParticipantCapabilities } from '@azure/communication-calling';
import { decideMediaAccess, type AttendeeAccess } from '../../wire/mediaAccess.ts';
import { callingError } from '../base/errors.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { MediaSlot } from '../media/mediaSlots.ts';
import type { CallContext } from './callContext.ts';
import type { SharedState } from './sharedState.ts';

/** The parts of a call's session that its restrictions use. */
interface RestrictedCall {
  readonly deps: { readonly ownParticipantId: string };
  readonly sharedState: SharedState;
  readonly context: CallContext;
  readonly localMedia: Pick<LocalMedia, 'setMuted' | 'stopVideo'>;
}

const withheld = (reason: CapabilityResolutionReason) => ({ isPresent: false, reason });
const withoutConsent = withheld('ExplicitConsentRequired');
const forbidden = withheld('MeetingRestricted');

/**
 * What the local participant may not send at the moment. There are two reasons: the call is recorded or transcribed, and
 * the local participant has not given the consent that it requires; or an organizer forbids the attendees of a meeting to
 * send audio or video. Forbidden media stops at once, and the app cannot start it again.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls#explicit-consent
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export class MediaRestrictions {
  private readonly call: RestrictedCall;
  private isConsentMissing = false;
  private access: AttendeeAccess = { audio: true, video: true };

  constructor(call: RestrictedCall) {
    this.call = call;
    call.sharedState.watch('recording', this.update);
    call.sharedState.watch('mediaAccess', this.update);
    call.context.changes.on('changed', this.update);
  }

  /** Whether the call requires a consent that the local participant has not given yet. */
  get isConsentRequired(): boolean {
    // The values have the key `consentRequired`, and as further keys the ids of the participants who have agreed.
    const recordingValues = this.call.sharedState.valuesOf('recording');
    return recordingValues.has('consentRequired') && !recordingValues.has(this.call.deps.ownParticipantId);
  }

  /**
   * Agrees for this call only: a participant who joins again has to agree again.
   * @throws 400/41111 in a 1:1 call, which never requires a consent.
   */
  async grantConsent(): Promise<void> {
    if (this.call.context.kind === 'oneToOne') {
      throw callingError(400, 41111, 'Failed to give consent: 1:1 calls have no explicit consent.');
    }
    await this.call.sharedState.sendFeatureRequest('recording', { consent: true });
  }

  /**
   * @param failure the beginning of the error's message, such as "Failed to start video".
   * @throws 403/0 when the local participant may not send this kind of media. Microsoft documents no code.
   */
  check(media: keyof AttendeeAccess, failure: string): void {
    if (this.isConsentMissing)
      throw callingError(403, 0, `${failure}: consent to being recorded is missing.`);
    if (!this.access[media]) throw callingError(403, 0, `${failure}: it is forbidden to this attendee.`);
  }

  /** @returns the capabilities without those that are forbidden, each with the reason. */
  omitForbidden(capabilities: ParticipantCapabilities): ParticipantCapabilities {
    const { isConsentMissing, access } = this;
    return {
      ...capabilities,
      ...(isConsentMissing && {
        turnVideoOn: withoutConsent,
        unmuteMic: withoutConsent,
        shareScreen: withoutConsent,
      }),
      ...(access.audio ? {} : { unmuteMic: forbidden }),
      ...(access.video ? {} : { turnVideoOn: forbidden }),
    };
  }

  stopForbiddenMedia(): void {
    const { isConsentMissing, access } = this;
    if (isConsentMissing || !access.audio) this.stopSending('audio');
    if (isConsentMissing || !access.video) this.stopSending('video');
    if (isConsentMissing) this.stopSending('screen');
  }

  private stopSending(slot: MediaSlot): void {
    const { localMedia } = this.call;
    if (slot === 'audio') void localMedia.setMuted(true);
    else localMedia.stopVideo(slot);
  }

  private readonly update = (): void => {
    const { sharedState, context, deps } = this.call;
    const recordingValues = sharedState.valuesOf('recording');
    const isRecorded = recordingValues.has('recording') || recordingValues.has('transcription');
    const isConsentMissing = isRecorded && this.isConsentRequired;
    const access = decideMediaAccess(
      sharedState.valuesOf('mediaAccess'),
      deps.ownParticipantId,
      context.role,
    );
    const hasAccessChanged = access.audio !== this.access.audio || access.video !== this.access.video;
    if (isConsentMissing === this.isConsentMissing && !hasAccessChanged) return;
    this.isConsentMissing = isConsentMissing;
    this.access = access;
    this.stopForbiddenMedia();
    context.changes.emit('changed');
  };
}
