import type { RecordingCallFeature, RecordingInfo, RecordingState } from '@azure/communication-calling';
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
  setState(state: RecordingState): void {
    if (state === this.state) return;
    this.state = state;
    this.emitter.emit('recordingStateChanged');
  }
}

/**
 * The recording of the call. In Azure it is started and stopped in Teams; here a control of the emulator does that.
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
    this.update();
    this.onDispose(session.sharedState.watch('recording', ({ key }) => key === 'recording' && this.update()));
  }

  get isRecordingActive(): boolean {
    return this.running?.state === states.Started;
  }

  get recordings(): RecordingInfo[] {
    return this.running ? [this.running] : [];
  }

  get isTeamsConsentRequired(): boolean {
    return this.session.consent.isRequired;
  }

  grantTeamsConsent(): Promise<void> {
    return this.session.consent.grant();
  }

  private update(): void {
    const recording = this.session.sharedState.of('recording').get('recording') as
      { state: string } | undefined;
    const { running: before, isRecordingActive: wasActive } = this;
    if (recording) {
      this.running ??= new EmuRecordingInfo();
      this.running.setState(recording.state === 'Paused' ? states.Paused : states.Started);
    } else {
      this.running = undefined;
      before?.setState(states.Ended);
    }
    const [added, removed] = [before ? [] : this.recordings, before && !recording ? [before] : []];
    if (added.length + removed.length > 0) this.emitter.emit('recordingsUpdated', { added, removed });
    if (wasActive !== this.isRecordingActive) this.emitter.emit('isRecordingActiveChanged');
  }
}
