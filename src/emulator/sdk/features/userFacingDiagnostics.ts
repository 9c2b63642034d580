import type * as Real from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

/** A diagnostic as a participant shares it through the signalling server. */
type SharedDiagnostic = Pick<Real.RemoteDiagnostic, 'diagnostic' | 'value' | 'valueType'>;

/** Not shared "due to privacy concerns", as Microsoft documents. */
const privateDiagnostic = 'speakingWhileMicrophoneIsMuted';
/** Microsoft: "You will only see 3 remote UFD [user-facing diagnostic] events per minute coming from a unique client." */
const maxEventsPerPeriod = 3;
const periodMs = 60_000;

/**
 * The diagnostics that remote participants share, and the methods by which the local participant starts and stops
 * sharing. The signalling server adds `serverConnection`, which is Bad while the server cannot reach the participant.
 */
class EmuRemoteDiagnostics implements Real.RemoteDiagnostics {
  private readonly emitter = new Emitter('RemoteDiagnostics', ['diagnosticChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private readonly session: CallSession;
  private readonly stopReceiving: () => void;
  /** Maps `<participant id> <name of a diagnostic>` to the latest value of that diagnostic. */
  private readonly latest = new Map<string, Real.RemoteDiagnostic>();
  /** Maps each participant id to the times of that participant's latest events, in milliseconds since 1970. */
  private readonly eventTimes = new Map<string, readonly number[]>();
  isSendingDiagnosticsEnabled = false;

  constructor(session: CallSession) {
    this.session = session;
    this.stopReceiving = session.sharedState.onMessage('diagnostics', ({ senderId, content }) =>
      this.receive(senderId, content as SharedDiagnostic),
    );
  }

  startSendingDiagnostics(): void {
    if (this.isSendingDiagnosticsEnabled) return;
    this.isSendingDiagnosticsEnabled = true;
    for (const source of this.sources) source.on('diagnosticChanged', this.shareDiagnostic);
  }

  stopSendingDiagnostics(): void {
    this.isSendingDiagnosticsEnabled = false;
    for (const source of this.sources) source.off('diagnosticChanged', this.shareDiagnostic);
  }

  getLatest(): Real.RemoteParticipantDiagnosticsData {
    const { roster } = this.session;
    const diagnostics = [...this.latest.values()].filter(({ participantId }) => roster.find(participantId));
    return { diagnostics };
  }

  dispose(): void {
    this.stopReceiving();
    this.stopSendingDiagnostics();
    this.emitter.removeAllListeners();
  }

  /** The local participant's own diagnostics. */
  private get sources() {
    return [this.session.connectivity.diagnostics, this.session.mediaDiagnostics];
  }

  private readonly shareDiagnostic = ({ diagnostic, value, valueType }: SharedDiagnostic): void => {
    if (diagnostic === privateDiagnostic) return;
    const shared: SharedDiagnostic = { diagnostic, value, valueType };
    const request = this.session.sharedState.sendFeatureRequest('diagnostics', shared);
    // This fails in a call of more than 20 participants, and after the call. The app awaits nothing that could report it.
    request.catch(() => undefined);
  };

  private receive(participantId: string, shared: SharedDiagnostic): void {
    const participant = this.session.roster.find(participantId);
    const now = Date.now();
    const eventTimes = this.eventTimes.get(participantId) ?? [];
    const recentTimes = eventTimes.filter((receivedAt) => now - receivedAt < periodMs);
    if (recentTimes.length >= maxEventsPerPeriod || !participant) return;
    this.eventTimes.set(participantId, [...recentTimes, now]);
    const { rawId } = participant;
    const diagnostic = { participantId, rawId, remoteParticipant: participant, ...shared };
    this.latest.set(`${participantId} ${shared.diagnostic}`, diagnostic);
    this.emitter.emit('diagnosticChanged', { diagnostics: [diagnostic] });
  }
}

/**
 * The user-facing diagnostics of the local participant, which are measured, and those that remote participants share.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class EmuUserFacingDiagnostics implements Real.UserFacingDiagnosticsFeature {
  readonly name = 'UserFacingDiagnostics';
  readonly network: Real.NetworkDiagnostics;
  readonly media: Real.MediaDiagnostics;
  readonly remote: EmuRemoteDiagnostics;

  constructor(session: CallSession) {
    this.network = session.connectivity.diagnostics;
    this.media = session.mediaDiagnostics;
    this.remote = new EmuRemoteDiagnostics(session);
  }

  /** Disposes only the remote diagnostics: the local ones end with the call's session. */
  dispose(): void {
    this.remote.dispose();
  }
}
