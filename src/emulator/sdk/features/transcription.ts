import type { TranscriptionCallFeature } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * The transcription of the call. The emulator's HTTP routes or its page start and stop it, and nothing is transcribed.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/call-transcription
 */
export class EmuTranscription extends EmuCallFeature implements TranscriptionCallFeature {
  readonly name = 'Transcription';
  protected readonly emitter = new Emitter('TranscriptionCallFeature', ['isTranscriptionActiveChanged']);

  constructor(session: CallSession) {
    super(session);
    // The server keeps the state of the transcription beside the state of the recording.
    this.watch('recording', ({ key }) => {
      if (key === 'transcription') this.emitter.emit('isTranscriptionActiveChanged');
    });
  }

  get isTranscriptionActive(): boolean {
    return this.session.sharedState.valuesOf('recording').has('transcription');
  }

  get isTeamsConsentRequired(): boolean {
    return this.session.context.isConsentRequired;
  }

  grantTeamsConsent(): Promise<void> {
    return this.session.context.grantConsent();
  }
}
