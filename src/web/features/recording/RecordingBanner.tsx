import { Button, tokens } from '@fluentui/react-components';
import { Record20Filled } from '@fluentui/react-icons/svg/record';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { recording } from './recording.ts';

/** Says that the call is recorded or transcribed, and asks for the user's consent if the recording needs it. */
export function RecordingBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(recording);
  const { isRecorded, isTranscribed, needsConsent } = state;
  if (!isRecorded && !isTranscribed) return null;
  const singleActivity = isRecorded ? 'recorded' : 'transcribed';
  const activity = isRecorded && isTranscribed ? 'both' : singleActivity;
  return (
    <Banner icon={<Record20Filled primaryFill={tokens.colorStatusDangerForeground1} />}>
      {t(`recording.${activity}`)}
      {needsConsent && (
        <>
          {t('recording.withheld')}
          <Button
            size="small"
            appearance="primary"
            disabledFocusable={pending || state.availability !== 'yes'}
            onClick={() => run()}
          >
            {t('recording.agree')}
          </Button>
        </>
      )}
    </Banner>
  );
}
