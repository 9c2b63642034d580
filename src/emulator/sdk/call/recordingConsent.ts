import type { CapabilityResolutionReason, ParticipantCapabilities } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from './session.ts';

const reason: CapabilityResolutionReason = 'ExplicitConsentRequired';
const withheld = { isPresent: false, reason };

/**
 * Consent to being recorded and transcribed, where the call asks for it. "Until explicit consent is given,
 * participants' audio, video, and screen sharing is disabled", and the capabilities say why.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls#explicit-consent
 */
export class Consent {
  private readonly session: CallSession;
  private withholds = false;

  constructor(session: CallSession) {
    this.session = session;
    session.shared.watch('recording', () => this.look());
  }

  /** This side has still to agree. */
  get required(): boolean {
    const kept = this.session.shared.of('recording');
    return kept.has('consentRequired') && !kept.has(this.session.deps.self);
  }

  /** For this call only; whoever joins again agrees again. */
  grant(): Promise<void> {
    return this.session.shared.ask('recording', { consent: true });
  }

  /** @throws 403/0 while this side has to agree first. @param failure what failed. */
  check(failure: string): void {
    if (this.withholds) throw callingError(403, 0, `${failure}: consent to being recorded is missing.`);
  }

  /** @returns the capabilities that are left. */
  limit(capabilities: ParticipantCapabilities): ParticipantCapabilities {
    if (!this.withholds) return capabilities;
    return { ...capabilities, turnVideoOn: withheld, unmuteMic: withheld, shareScreen: withheld };
  }

  /** Stops what is started while this side has to agree first. */
  enforce(): void {
    if (this.withholds) this.withhold();
  }

  private look(): void {
    const { session, withholds: was } = this;
    const before = session.place.capabilities;
    const kept = session.shared.of('recording');
    this.withholds = this.required && (kept.has('recording') || kept.has('transcription'));
    if (was === this.withholds) return;
    if (this.withholds) this.withhold();
    session.place.changes.emit('changed', { role: session.place.role, capabilities: before });
  }

  private withhold(): void {
    const { local } = this.session;
    void local.setMuted(true);
    local.stop('video');
    local.stop('screen');
  }
}
