import type {
  MediaDiagnostics,
  NetworkDiagnostics,
  RemoteDiagnostic,
  RemoteDiagnostics,
  RemoteParticipantDiagnosticsData,
  UserFacingDiagnosticsFeature,
} from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

/** A diagnostic as a participant shares it through the signalling server. */
type SharedDiagnostic = Pick<RemoteDiagnostic, 'diagnostic' | 'value' | 'valueType'>;

/**
 * This diagnostic is not shared. Microsoft: "The calling SDK does not expose `speakingWhileMicrophoneIsMuted` via remote
 * UFDs due to privacy concerns."
 */
const privateDiagnostic = 'speakingWhileMicrophoneIsMuted';
/** Microsoft: "You will only see 3 remote UFD events per minute coming from a unique client." */
const maxEventsPerPeriod = 3;
const periodMs = 60_000;

/**
 * The diagnostics that remote participants share, and the methods by which the local participant starts and stops
 * sharing. The diagnostic `serverConnection` comes from the signalling server: it is Bad while the server cannot reach
 * the participant, and Good as soon as the server can reach the participant again.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
class EmuRemoteDiagnostics implements RemoteDiagnostics {
  private readonly emitter = new Emitter('RemoteDiagnostics', ['diagnosticChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private readonly session: CallSession;
  private readonly stopReceiving: () => void;
  /** Maps each participant id to the latest diagnostics of that participant, which are keyed by their names. */
  private readonly latest = new Map<string, Map<string, SharedDiagnostic>>();
  /**
   * Maps each participant id to the times of that participant's events in the last period, in milliseconds since 1970.
   */
  private readonly recentEvents = new Map<string, number[]>();
  private isSending = false;

  constructor(session: CallSession) {
    this.session = session;
    this.stopReceiving = session.sharedState.onMessage('diagnostics', ({ senderId, content }) =>
      this.receive(senderId, content as SharedDiagnostic),
    );
  }

  get isSendingDiagnosticsEnabled(): boolean {
    return this.isSending;
  }

  startSendingDiagnostics(): void {
    if (this.isSending) return;
    this.isSending = true;
    for (const source of this.sources) source.on('diagnosticChanged', this.shareDiagnostic);
  }

  stopSendingDiagnostics(): void {
    this.isSending = false;
    for (const source of this.sources) source.off('diagnosticChanged', this.shareDiagnostic);
  }

  getLatest(): RemoteParticipantDiagnosticsData {
    const presentParticipants = [...this.latest].filter(([participantId]) =>
      this.session.findParticipant(participantId),
    );
    const diagnostics = presentParticipants.flatMap(([participantId, diagnosticsByName]) =>
      [...diagnosticsByName.values()].map((diagnostic) => this.toRemoteDiagnostic(participantId, diagnostic)),
    );
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
    const request = this.session.sharedState.sendFeatureRequest('diagnostics', {
      diagnostic,
      value,
      valueType,
    });
    // The request fails in a call of more than 20 participants, and after the call has ended. The error is ignored,
    // because the app has not called any method that could report it.
    request.catch(() => undefined);
  };

  private receive(participantId: string, shared: SharedDiagnostic): void {
    const now = Date.now();
    const recentEvents = (this.recentEvents.get(participantId) ?? []).filter(
      (receivedAt) => now - receivedAt < periodMs,
    );
    this.recentEvents.set(participantId, recentEvents);
    const isOverLimit = recentEvents.length >= maxEventsPerPeriod;
    if (isOverLimit || !this.session.findParticipant(participantId)) return;
    recentEvents.push(now);
    const diagnosticsByName = this.latest.get(participantId) ?? new Map<string, SharedDiagnostic>();
    this.latest.set(participantId, diagnosticsByName.set(shared.diagnostic, shared));
    this.emitter.emit('diagnosticChanged', { diagnostics: [this.toRemoteDiagnostic(participantId, shared)] });
  }

  /** Adds the ids and the object of the participant, as the app expects them. */
  private toRemoteDiagnostic(participantId: string, shared: SharedDiagnostic): RemoteDiagnostic {
    const participant = this.session.findParticipant(participantId);
    return {
      participantId,
      rawId: participant?.rawId ?? '',
      ...(participant ? { remoteParticipant: participant } : {}),
      ...shared,
    };
  }
}

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
