import type {
  MediaDiagnostics,
  NetworkDiagnostics,
  UserFacingDiagnosticsFeature,
} from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuRemoteDiagnostics } from './remoteDiagnostics.ts';

/**
 * The diagnostics of the local participant, from real conditions, and those that remote participants share.
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

  /** Leaves the local diagnostics alone: the session ends them. */
  dispose(): void {
    this.remote.dispose();
  }
}
