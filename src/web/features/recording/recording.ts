import type { TeamsCall } from '@azure/communication-calling';
import { checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface RecordingState {
  readonly isRecorded: boolean;
  readonly isTranscribed: boolean;
  /** Whether the user's consent is needed and missing. Until the user consents, the others neither hear nor see the user. */
  readonly needsConsent: boolean;
  readonly availability: Availability;
}

const getSdkRecording = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.Recording);
const getSdkTranscription = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.Transcription);

/**
 * Whether the call is recorded or transcribed. Other participants start and stop the recording and the transcription in Teams.
 * The command gives the user's consent.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls
 */
export const recording: CallFeature<RecordingState> = {
  name: 'recording',
  read(call, tools) {
    const availability = checkConnection(call, tools);
    if (!isRunning(call))
      return { isRecorded: false, isTranscribed: false, needsConsent: false, availability };
    const sdkRecording = getSdkRecording(call, tools);
    const sdkTranscription = getSdkTranscription(call, tools);
    const isRecorded = sdkRecording.isRecordingActive;
    const isTranscribed = sdkTranscription.isTranscriptionActive;
    const needsConsent =
      (isRecorded && sdkRecording.isTeamsConsentRequired) ||
      (isTranscribed && sdkTranscription.isTeamsConsentRequired);
    return { isRecorded, isTranscribed, needsConsent, availability };
  },
  watch(call, onChange, tools) {
    const unsubscribers = [
      listen(call, ['isMutedChanged'], onChange),
      listen(getSdkRecording(call, tools), ['isRecordingActiveChanged'], onChange),
      listen(getSdkTranscription(call, tools), ['isTranscriptionActiveChanged'], onChange),
      // The SDK has no event for consent, but consent restores capabilities.
      listen(call.feature(tools.sdk.Features.Capabilities), ['capabilitiesChanged'], onChange),
    ];
    return () => unsubscribers.forEach((unsubscribe) => unsubscribe());
  },
  async run(call, tools) {
    const sdkRecording = getSdkRecording(call, tools);
    if (sdkRecording.isRecordingActive) await sdkRecording.grantTeamsConsent();
    else await getSdkTranscription(call, tools).grantTeamsConsent();
  },
};
