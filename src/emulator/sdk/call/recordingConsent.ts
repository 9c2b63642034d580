import type { CapabilityResolutionReason, ParticipantCapabilities } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { RestrictedCall } from './restrictedCall.ts';

const reason: CapabilityResolutionReason = 'ExplicitConsentRequired';
const withheldCapability = { isPresent: false, reason };

/**
 * The local participant's consent to a recording or transcription, where the call requires it. "Until explicit consent
 * is given, participants' audio, video, and screen sharing is disabled", and the capabilities give the reason.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls#explicit-consent
 */
export class RecordingConsent {
  private readonly call: RestrictedCall;
  /** Whether a recording or transcription is running to which the local participant has not agreed. */
  private isMediaWithheld = false;

  constructor(call: RestrictedCall) {
    this.call = call;
    call.sharedState.watch('recording', () => this.update());
  }

  /** Whether the call requires a consent that the local participant has not given yet. */
  get isRequired(): boolean {
    const { sharedState, ownParticipantId } = this.call;
    // The values have the key `consentRequired`, and as further keys the ids of the participants who have agreed.
    const recordingValues = sharedState.valuesOf('recording');
    return recordingValues.has('consentRequired') && !recordingValues.has(ownParticipantId);
  }

  /**
   * Agrees for this call only: a participant who joins again has to agree again.
   * @throws 400/41111 in a 1:1 call, which never requires a consent.
   */
  async grant(): Promise<void> {
    if (this.call.context.kind === 'oneToOne') {
      throw callingError(400, 41111, 'Failed to give consent: 1:1 calls have no explicit consent.');
    }
    await this.call.sharedState.sendFeatureRequest('recording', { consent: true });
  }

  /**
   * @param failure the beginning of the error's message, such as "Failed to start video".
   * @throws 403/0 while a recording is running to which the local participant has not agreed.
   */
  check(failure: string): void {
    if (this.isMediaWithheld) throw callingError(403, 0, `${failure}: consent to being recorded is missing.`);
  }

  /** @returns the capabilities; while a consent is missing, without camera, microphone and screen sharing. */
  omitForbidden(capabilities: ParticipantCapabilities): ParticipantCapabilities {
    if (!this.isMediaWithheld) return capabilities;
    return {
      ...capabilities,
      turnVideoOn: withheldCapability,
      unmuteMic: withheldCapability,
      shareScreen: withheldCapability,
    };
  }

  /** Stops audio, video and screen sharing while a consent is missing. */
  stopForbiddenMedia(): void {
    if (!this.isMediaWithheld) return;
    for (const slot of ['audio', 'video', 'screen'] as const) this.call.stopSending(slot);
  }

  private update(): void {
    const { context, sharedState } = this.call;
    const { isMediaWithheld: wasMediaWithheld } = this;
    const previous = { role: context.role, capabilities: context.capabilities };
    const recordingValues = sharedState.valuesOf('recording');
    const isRecorded = recordingValues.has('recording') || recordingValues.has('transcription');
    this.isMediaWithheld = this.isRequired && isRecorded;
    if (wasMediaWithheld === this.isMediaWithheld) return;
    this.stopForbiddenMedia();
    context.changes.emit('changed', previous);
  }
}
