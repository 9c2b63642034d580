import type { CapabilityResolutionReason, ParticipantCapabilities } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { RestrictedCall } from './restrictedCall.ts';

const reason: CapabilityResolutionReason = 'ExplicitConsentRequired';
const withheld = { isPresent: false, reason };

/**
 * The local participant's consent to a recording or transcription, where the call requires it. "Until explicit consent
 * is given, participants' audio, video, and screen sharing is disabled", and the capabilities give the reason.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls#explicit-consent
 */
export class RecordingConsent {
  private readonly call: RestrictedCall;
  private isWithholding = false;

  constructor(call: RestrictedCall) {
    this.call = call;
    call.sharedState.watch('recording', () => this.update());
  }

  /** Whether the local participant has yet to agree. */
  get isRequired(): boolean {
    const { sharedState, self } = this.call;
    const recording = sharedState.of('recording');
    return recording.has('consentRequired') && !recording.has(self);
  }

  /** Agrees for this call only: a participant who joins again has to agree again. */
  grant(): Promise<void> {
    return this.call.sharedState.ask('recording', { consent: true });
  }

  /**
   * @param failure the beginning of the error's message.
   * @throws 403/0 while the local participant has yet to agree.
   */
  check(failure: string): void {
    if (this.isWithholding) throw callingError(403, 0, `${failure}: consent to being recorded is missing.`);
  }

  /** @returns the capabilities without those that need consent. */
  limit(capabilities: ParticipantCapabilities): ParticipantCapabilities {
    if (!this.isWithholding) return capabilities;
    return { ...capabilities, turnVideoOn: withheld, unmuteMic: withheld, shareScreen: withheld };
  }

  /** Stops what must not be sent without consent. */
  enforce(): void {
    if (this.isWithholding) this.stopAll();
  }

  private update(): void {
    const { context, sharedState } = this.call;
    const { isWithholding: wasWithholding } = this;
    const before = context.capabilities;
    const recording = sharedState.of('recording');
    this.isWithholding = this.isRequired && (recording.has('recording') || recording.has('transcription'));
    if (wasWithholding === this.isWithholding) return;
    if (this.isWithholding) this.stopAll();
    context.changes.emit('changed', { role: context.role, capabilities: before });
  }

  private stopAll(): void {
    for (const slot of ['audio', 'video', 'screen'] as const) this.call.stopSending(slot);
  }
}
