import type {
  MediaDiagnostics,
  NetworkDiagnostics,
  UserFacingDiagnosticsFeature,
} from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuRemoteDiagnostics } from './remoteDiagnostics.ts';

/**
 * What goes wrong on this side, from real conditions, and on the others', as far as they share it.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class EmuUserFacingDiagnostics implements UserFacingDiagnosticsFeature {
  readonly name = 'UserFacingDiagnostics';
  readonly network: NetworkDiagnostics;
  readonly media: MediaDiagnostics;
  readonly remote: EmuRemoteDiagnostics;

  constructor(session: CallSession) {
    this.network = session.connectivity.diagnostics;
    this.media = session.diagnostics;
    this.remote = new EmuRemoteDiagnostics(session);
  }

  /** The session owns the diagnostics of this side, and ends them. */
  dispose(): void {
    this.remote.dispose();
  }
}
