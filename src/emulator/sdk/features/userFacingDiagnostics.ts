import type {
  MediaDiagnostics,
  NetworkDiagnostics,
  UserFacingDiagnosticsFeature,
} from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuRemoteDiagnostics } from './remoteDiagnostics.ts';

/**
 * The user-facing diagnostics: those of the local participant, which come from real measurements, and those that remote
 * participants share.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class EmuUserFacingDiagnostics implements UserFacingDiagnosticsFeature {
  readonly name = 'UserFacingDiagnostics';
  readonly network: NetworkDiagnostics;
  readonly media: MediaDiagnostics;
  readonly remote: EmuRemoteDiagnostics;

  constructor(session: CallSession) {
    this.network = session.connectivity.diagnostics;
    this.media = session.mediaDiagnostics;
    this.remote = new EmuRemoteDiagnostics(session);
  }

  /** Disposes only the remote diagnostics. The local diagnostics end with the call's session. */
  dispose(): void {
    this.remote.dispose();
  }
}
