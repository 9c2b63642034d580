import type {
  RemoteDiagnostic,
  RemoteDiagnostics,
  RemoteParticipantDiagnosticsData,
} from '@azure/communication-calling';
import { Emitter, type Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

type SharedDiagnostic = Pick<RemoteDiagnostic, 'diagnostic' | 'value' | 'valueType'>;

/** "The calling SDK does not expose `speakingWhileMicrophoneIsMuted` via remote UFDs due to privacy concerns." */
const privateDiagnostic = 'speakingWhileMicrophoneIsMuted';
/** "You will only see 3 remote UFD events per minute coming from a unique client." */
const maxEvents = 3;
const eventPeriodMs = 60_000;

/**
 * The diagnostics that remote participants share, and whether the local participant shares its own. `serverConnection`
 * comes from the server: Bad while a participant's endpoint is out of reach, Good when it is back.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class EmuRemoteDiagnostics implements RemoteDiagnostics {
  private readonly emitter = new Emitter('RemoteDiagnostics', ['diagnosticChanged']);
  private readonly session: CallSession;
  private readonly stop: () => void;
  private readonly latest = new Map<string, Map<string, SharedDiagnostic>>();
  /** The times of the recent events, by participant. */
  private readonly recentEvents = new Map<string, number[]>();
  private sending = false;

  constructor(session: CallSession) {
    this.session = session;
    this.stop = session.sharedState.onMessage('diagnostics', ({ from, what }) =>
      this.receive(from, what as SharedDiagnostic),
    );
  }

  get isSendingDiagnosticsEnabled(): boolean {
    return this.sending;
  }

  startSendingDiagnostics(): void {
    if (this.sending) return;
    this.sending = true;
    for (const source of this.sources) source.on('diagnosticChanged', this.share);
  }

  stopSendingDiagnostics(): void {
    this.sending = false;
    for (const source of this.sources) source.off('diagnosticChanged', this.share);
  }

  getLatest(): RemoteParticipantDiagnosticsData {
    const diagnostics = [...this.latest].flatMap(([from, shared]) =>
      this.session.find(from) ? [...shared.values()].map((value) => this.complete(from, value)) : [],
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
    this.stop();
    this.stopSendingDiagnostics();
    this.emitter.clear();
  }

  private get sources() {
    return [this.session.connectivity.diagnostics, this.session.mediaDiagnostics];
  }

  private readonly share = ({ diagnostic, value, valueType }: SharedDiagnostic): void => {
    if (diagnostic === privateDiagnostic) return;
    // The server refuses it in a call of more than twenty, or after the call has ended. No app waits for it.
    this.session.sharedState.ask('diagnostics', { diagnostic, value, valueType }).catch(() => undefined);
  };

  private receive(from: string, shared: SharedDiagnostic): void {
    const now = Date.now();
    const recent = (this.recentEvents.get(from) ?? []).filter((at) => now - at < eventPeriodMs);
    this.recentEvents.set(from, recent);
    if (recent.length >= maxEvents || !this.session.find(from)) return;
    recent.push(now);
    const latest = this.latest.get(from) ?? new Map<string, SharedDiagnostic>();
    this.latest.set(from, latest.set(shared.diagnostic, shared));
    this.emitter.emit('diagnosticChanged', { diagnostics: [this.complete(from, shared)] });
  }

  private complete(from: string, shared: SharedDiagnostic): RemoteDiagnostic {
    const participant = this.session.find(from);
    return {
      participantId: from,
      rawId: participant?.rawId ?? '',
      ...(participant ? { remoteParticipant: participant } : {}),
      ...shared,
    };
  }
}
