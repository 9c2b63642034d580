import { checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface RecordingState {
  readonly isRecorded: boolean;
  readonly isTranscribed: boolean;
  /** Whether the user's consent is needed and missing. Until the user consents, the others neither hear nor see the user. */
  readonly needsConsent: boolean;
  readonly availability: Availability;
}

/**
 * Whether the call is recorded or transcribed. Other participants start and stop the recording and the transcription in Teams.
 * The command gives the user's consent.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls
 */
export const recording: CallFeature<RecordingState, void> = {
  name: 'recording',
  create({ call, tools, watch }) {
    const { Recording, Transcription } = tools.sdk.Features;
    const sdkRecording = call.feature(Recording);
    const sdkTranscription = call.feature(Transcription);
    // The SDK has no event for consent, but consent restores capabilities, whose change the session watches.
    watch(call, 'isMutedChanged');
    watch(sdkRecording, 'isRecordingActiveChanged');
    watch(sdkTranscription, 'isTranscriptionActiveChanged');
    return {
      read() {
        const availability = checkConnection(call, tools);
        if (!isRunning(call))
          return { isRecorded: false, isTranscribed: false, needsConsent: false, availability };
        const isRecorded = sdkRecording.isRecordingActive;
        const isTranscribed = sdkTranscription.isTranscriptionActive;
        const needsConsent =
          (isRecorded && sdkRecording.isTeamsConsentRequired) ||
          (isTranscribed && sdkTranscription.isTeamsConsentRequired);
        return { isRecorded, isTranscribed, needsConsent, availability };
      },
      run: () =>
        sdkRecording.isRecordingActive
          ? sdkRecording.grantTeamsConsent()
          : sdkTranscription.grantTeamsConsent(),
    };
  },
};
