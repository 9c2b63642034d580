import type {
  RecordingCallFeature,
  RecordingInfo,
  RecordingState,
  TranscriptionCallFeature,
} from '@azure/communication-calling';
import { RecordingState as states } from '../base/enums.ts';
import { Emitter, type Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** A recording of the call. */
class EmuRecordingInfo implements RecordingInfo {
  private readonly emitter = new Emitter('RecordingInfo', ['recordingStateChanged']);
  state: RecordingState = states.Started;

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in. */
  become(state: RecordingState): void {
    if (state === this.state) return;
    this.state = state;
    this.emitter.emit('recordingStateChanged');
  }
}

/**
 * Whether the call is recorded. It is started and stopped in Teams; here that is a control.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls
 */
export class EmuRecording
  extends EmuCallFeature<'isRecordingActiveChanged' | 'recordingsUpdated'>
  implements RecordingCallFeature
{
  readonly name = 'Recording';
  private running: EmuRecordingInfo | undefined;

  constructor(session: CallSession) {
    super(session, 'RecordingCallFeature', ['isRecordingActiveChanged', 'recordingsUpdated']);
    this.look();
    this.until(session.shared.watch('recording', ({ key }) => key === 'recording' && this.look()));
  }

  get isRecordingActive(): boolean {
    return this.running?.state === states.Started;
  }

  get recordings(): RecordingInfo[] {
    return this.running ? [this.running] : [];
  }

  get isTeamsConsentRequired(): boolean {
    return this.session.consent.required;
  }

  grantTeamsConsent(): Promise<void> {
    return this.session.consent.grant();
  }

  private look(): void {
    const now = this.session.shared.of('recording').get('recording') as { state: string } | undefined;
    const { running, isRecordingActive: was } = this;
    if (now) {
      this.running ??= new EmuRecordingInfo();
      this.running.become(now.state === 'Paused' ? states.Paused : states.Started);
    } else this.running = undefined;
    if (!now) running?.become(states.Ended);
    const [added, removed] = [running ? [] : this.recordings, running && !now ? [running] : []];
    if (added.length + removed.length > 0) this.emitter.emit('recordingsUpdated', { added, removed });
    if (was !== this.isRecordingActive) this.emitter.emit('isRecordingActiveChanged');
  }
}

/**
 * Whether the call is transcribed, as above.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/call-transcription
 */
export class EmuTranscription
  extends EmuCallFeature<'isTranscriptionActiveChanged'>
  implements TranscriptionCallFeature
{
  readonly name = 'Transcription';

  constructor(session: CallSession) {
    super(session, 'TranscriptionCallFeature', ['isTranscriptionActiveChanged']);
    this.until(
      session.shared.watch('recording', ({ key }) => {
        if (key === 'transcription') this.emitter.emit('isTranscriptionActiveChanged');
      }),
    );
  }

  get isTranscriptionActive(): boolean {
    return this.session.shared.of('recording').has('transcription');
  }

  get isTeamsConsentRequired(): boolean {
    return this.session.consent.required;
  }

  grantTeamsConsent(): Promise<void> {
    return this.session.consent.grant();
  }
}
