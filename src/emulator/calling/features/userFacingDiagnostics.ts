import type {
  MediaDiagnostics,
  NetworkDiagnostics,
  RemoteDiagnostics,
  UserFacingDiagnosticsFeature,
} from '@azure/communication-calling';
import { refuse } from '../errors.ts';
import type { CallSession } from '../session.ts';

/** What goes wrong on this side, from real conditions. */
export class EmuUserFacingDiagnostics implements UserFacingDiagnosticsFeature {
  readonly name = 'UserFacingDiagnostics';
  readonly network: NetworkDiagnostics;
  readonly media: MediaDiagnostics;

  constructor({ connectivity, diagnostics }: CallSession) {
    this.network = connectivity.diagnostics;
    this.media = diagnostics;
  }

  get remote(): RemoteDiagnostics {
    throw refuse('UserFacingDiagnosticsFeature.remote');
  }

  dispose(): void {
    // The session owns both; there is nothing of its own to end.
  }
}
