import { Button, tokens } from '@fluentui/react-components';
import { Record20Filled } from '@fluentui/react-icons/svg/record';
import { useTranslation } from 'react-i18next';
import { isRunning } from '../../calling/call/callState.ts';
import { checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';

interface RecordingState {
  /** What others do with the call in Teams; `null` for neither. Texts: `recording.*` in the locale files. */
  readonly activity: 'recorded' | 'transcribed' | 'both' | null;
  /** Whether the user's consent is needed and missing. Until the user consents, the others neither hear nor see the user. */
  readonly needsConsent: boolean;
  readonly availability: Availability;
}

/**
 * Whether the call is recorded or transcribed. `run` gives the user's consent.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls
 */
export const recording: CallFeature<RecordingState, void> = {
  name: 'recording',
  create({ call, tools, watch }) {
    const sdkRecording = call.feature(tools.sdk.Features.Recording);
    const sdkTranscription = call.feature(tools.sdk.Features.Transcription);
    // No event tells of consent. Without it, the SDK mutes the user. With it, capabilities return, which the app watches anyway.
    watch(call, 'isMutedChanged');
    watch(sdkRecording, 'isRecordingActiveChanged');
    watch(sdkTranscription, 'isTranscriptionActiveChanged');
    return {
      read() {
        const availability = checkConnection(call, tools);
        const isRecorded = isRunning(call) && sdkRecording.isRecordingActive;
        const isTranscribed = isRunning(call) && sdkTranscription.isTranscriptionActive;
        const needsConsent =
          (isRecorded && sdkRecording.isTeamsConsentRequired) ||
          (isTranscribed && sdkTranscription.isTeamsConsentRequired);
        if (isRecorded && isTranscribed) return { activity: 'both', needsConsent, availability };
        if (isRecorded) return { activity: 'recorded', needsConsent, availability };
        return { activity: isTranscribed ? 'transcribed' : null, needsConsent, availability };
      },
      // If both are active, one consent covers both.
      run: () => (sdkRecording.isRecordingActive ? sdkRecording : sdkTranscription).grantTeamsConsent(),
    };
  },
};

/** Says that the call is recorded or transcribed, and asks for the user's consent if it is needed. */
export function RecordingBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(recording);
  const { activity, needsConsent, availability } = state;
  if (activity === null) return null;
  return (
    <Banner icon={<Record20Filled primaryFill={tokens.colorStatusDangerForeground3} />}>
      {t(`recording.${activity}`)}
      {needsConsent && (
        <>
          {t('recording.withheld')}
          <Button
            size="small"
            appearance="primary"
            disabledFocusable={pending || availability !== 'yes'}
            onClick={() => run()}
          >
            {t('recording.agree')}
          </Button>
        </>
      )}
    </Banner>
  );
}
