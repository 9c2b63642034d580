import type {
  RemoteDiagnostic,
  RemoteDiagnostics,
  RemoteParticipantDiagnosticsData,
} from '@azure/communication-calling';
import { Emitter, type Listener } from '../base/events.ts';
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
 * The diagnostics of the remote participants who share theirs, and the switch by which the local participant shares its
 * own. The diagnostic `serverConnection` comes from the signalling server: it is Bad while the server cannot reach the
 * participant, and Good afterwards.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class EmuRemoteDiagnostics implements RemoteDiagnostics {
  private readonly emitter = new Emitter('RemoteDiagnostics', ['diagnosticChanged']);
  private readonly session: CallSession;
  private readonly stopReceiving: () => void;
  /** The latest diagnostics, by participant id and then by the name of the diagnostic. */
  private readonly latest = new Map<string, Map<string, SharedDiagnostic>>();
  /** The times of the events in the last period, by participant id, in milliseconds since 1970. */
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
    for (const source of this.sources) source.on('diagnosticChanged', this.share);
  }

  stopSendingDiagnostics(): void {
    this.isSending = false;
    for (const source of this.sources) source.off('diagnosticChanged', this.share);
  }

  getLatest(): RemoteParticipantDiagnosticsData {
    const presentParticipants = [...this.latest].filter(([participantId]) =>
      this.session.findParticipant(participantId),
    );
    const diagnostics = presentParticipants.flatMap(([participantId, diagnosticsByName]) =>
      [...diagnosticsByName.values()].map((diagnostic) => this.addParticipant(participantId, diagnostic)),
    );
    return { diagnostics };
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
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

  private readonly share = ({ diagnostic, value, valueType }: SharedDiagnostic): void => {
    if (diagnostic === privateDiagnostic) return;
    const sent = this.session.sharedState.sendFeatureRequest('diagnostics', {
      diagnostic,
      value,
      valueType,
    });
    // The request fails in a call of more than 20 participants, and after the call has ended. The error is ignored,
    // because the app has not called any method that could report it.
    sent.catch(() => undefined);
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
    this.emitter.emit('diagnosticChanged', { diagnostics: [this.addParticipant(participantId, shared)] });
  }

  /** Adds the ids and the object of the participant, as the app expects them. */
  private addParticipant(participantId: string, shared: SharedDiagnostic): RemoteDiagnostic {
    const participant = this.session.findParticipant(participantId);
    return {
      participantId,
      rawId: participant?.rawId ?? '',
      ...(participant ? { remoteParticipant: participant } : {}),
      ...shared,
    };
  }
}
