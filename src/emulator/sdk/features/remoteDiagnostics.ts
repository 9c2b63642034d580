import type {
  RemoteDiagnostic,
  RemoteDiagnostics,
  RemoteParticipantDiagnosticsData,
} from '@azure/communication-calling';
import { Emitter, type Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

type Told = Pick<RemoteDiagnostic, 'diagnostic' | 'value' | 'valueType'>;

/** "The calling SDK does not expose `speakingWhileMicrophoneIsMuted` via remote UFDs due to privacy concerns." */
const kept = 'speakingWhileMicrophoneIsMuted';
/** "You will only see 3 remote UFD events per minute coming from a unique client." */
const [most, per] = [3, 60_000];

/**
 * What goes wrong for the others, as far as they share it, and whether this side does. `serverConnection` is told by
 * the server: Bad while it does not hear a participant's window, Good when it does again.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class EmuRemoteDiagnostics implements RemoteDiagnostics {
  private readonly emitter = new Emitter('RemoteDiagnostics', ['diagnosticChanged']);
  private readonly session: CallSession;
  private readonly stop: () => void;
  private readonly latest = new Map<string, Map<string, Told>>();
  private readonly heard = new Map<string, number[]>();
  private sending = false;

  constructor(session: CallSession) {
    this.session = session;
    this.stop = session.shared.hear('diagnostics', ({ from, what }) => this.hear(from, what as Told));
  }

  get isSendingDiagnosticsEnabled(): boolean {
    return this.sending;
  }

  startSendingDiagnostics(): void {
    if (this.sending) return;
    this.sending = true;
    for (const source of this.sources) source.on('diagnosticChanged', this.tell);
  }

  stopSendingDiagnostics(): void {
    this.sending = false;
    for (const source of this.sources) source.off('diagnosticChanged', this.tell);
  }

  getLatest(): RemoteParticipantDiagnosticsData {
    const diagnostics = [...this.latest].flatMap(([from, told]) =>
      this.session.find(from) ? [...told.values()].map((one) => this.complete(from, one)) : [],
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
    return [this.session.connectivity.diagnostics, this.session.diagnostics];
  }

  private readonly tell = ({ diagnostic, value, valueType }: Told): void => {
    if (diagnostic === kept) return;
    // Refused among more than twenty, or when the call has ended: nobody waits for it.
    this.session.shared.ask('diagnostics', { diagnostic, value, valueType }).catch(() => undefined);
  };

  private hear(from: string, told: Told): void {
    const now = Date.now();
    const recent = (this.heard.get(from) ?? []).filter((at) => now - at < per);
    this.heard.set(from, recent);
    if (recent.length >= most || !this.session.find(from)) return;
    recent.push(now);
    this.latest.set(from, (this.latest.get(from) ?? new Map<string, Told>()).set(told.diagnostic, told));
    this.emitter.emit('diagnosticChanged', { diagnostics: [this.complete(from, told)] });
  }

  private complete(from: string, told: Told): RemoteDiagnostic {
    const participant = this.session.find(from);
    return {
      participantId: from,
      rawId: participant?.rawId ?? '',
      ...(participant ? { remoteParticipant: participant } : {}),
      ...told,
    };
  }
}
