import type { TeamsCall } from '@azure/communication-calling';
import { whileRunning, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface Recorded {
  readonly isRecorded: boolean;
  readonly isTranscribed: boolean;
  /** Whether nothing of the user is sent until the user has consented. */
  readonly needsConsent: boolean;
  readonly can: Availability;
}

const recordingOf = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.Recording);
const transcriptionOf = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.Transcription);

/**
 * Whether the call is recorded or transcribed, which others start and stop in Teams. `run` gives the user's consent.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls
 */
export const recording: CallFeature<Recorded> = {
  name: 'recording',
  read(call, tools) {
    const can = whileRunning(call, tools);
    if (!isRunning(call)) return { isRecorded: false, isTranscribed: false, needsConsent: false, can };
    const recordings = recordingOf(call, tools);
    const transcription = transcriptionOf(call, tools);
    const isRecorded = recordings.isRecordingActive;
    const isTranscribed = transcription.isTranscriptionActive;
    const needsConsent =
      (isRecorded && recordings.isTeamsConsentRequired) ||
      (isTranscribed && transcription.isTeamsConsentRequired);
    return { isRecorded, isTranscribed, needsConsent, can };
  },
  watch(call, look, tools) {
    const stops = [
      listen(call, ['isMutedChanged'], look),
      listen(recordingOf(call, tools), ['isRecordingActiveChanged'], look),
      listen(transcriptionOf(call, tools), ['isTranscriptionActiveChanged'], look),
      // The SDK has no event for consent, but consent restores capabilities.
      listen(call.feature(tools.sdk.Features.Capabilities), ['capabilitiesChanged'], look),
    ];
    return () => stops.forEach((stop) => stop());
  },
  async run(call, tools) {
    const recordings = recordingOf(call, tools);
    if (recordings.isRecordingActive) await recordings.grantTeamsConsent();
    else await transcriptionOf(call, tools).grantTeamsConsent();
  },
};
