import type { RecordingCallFeature, RecordingInfo, RecordingState } from '@azure/communication-calling';
import { RecordingState as recordingStates } from '../base/enums.ts';
import { Emitter } from '../base/events.ts';
import { findChange } from '../base/listChange.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

class EmuRecordingInfo implements RecordingInfo {
  private readonly emitter = new Emitter('RecordingInfo', ['recordingStateChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  state: RecordingState = recordingStates.Started;

  /** Not for apps. */
  setState(state: RecordingState): void {
    if (state === this.state) return;
    this.state = state;
    this.emitter.emit('recordingStateChanged');
  }
}

/**
 * The recording of the call, which users of Teams start and stop. With the emulator, its HTTP routes or its page do that,
 * and nothing is recorded.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls
 */
export class EmuRecording extends EmuCallFeature implements RecordingCallFeature {
  readonly name = 'Recording';
  protected readonly emitter = new Emitter('RecordingCallFeature', [
    'isRecordingActiveChanged',
    'recordingsUpdated',
  ]);
  private currentRecording: EmuRecordingInfo | undefined;

  constructor(session: CallSession) {
    super(session);
    this.update();
    // Among this feature's values, under other keys, the server also keeps the transcription and the users' consent.
    this.watch('recording', ({ key }) => {
      if (key === 'recording') this.update();
    });
  }

  get isRecordingActive(): boolean {
    return this.currentRecording?.state === recordingStates.Started;
  }

  get recordings(): RecordingInfo[] {
    return this.currentRecording ? [this.currentRecording] : [];
  }

  get isTeamsConsentRequired(): boolean {
    return this.session.context.isConsentRequired;
  }

  grantTeamsConsent(): Promise<void> {
    return this.session.context.grantConsent();
  }

  private update(): void {
    const serverRecording = this.session.sharedState.valuesOf('recording').get('recording') as
      { state: string } | undefined;
    const previousRecording = this.currentRecording;
    const recordingsBefore = this.recordings;
    const wasActive = this.isRecordingActive;
    if (serverRecording) {
      const isPaused = serverRecording.state === 'Paused';
      this.currentRecording ??= new EmuRecordingInfo();
      this.currentRecording.setState(isPaused ? recordingStates.Paused : recordingStates.Started);
    } else {
      this.currentRecording = undefined;
      previousRecording?.setState(recordingStates.Ended);
    }
    const change = findChange(recordingsBefore, this.recordings);
    if (change) this.emitter.emit('recordingsUpdated', change);
    if (wasActive !== this.isRecordingActive) this.emitter.emit('isRecordingActiveChanged');
  }
}
