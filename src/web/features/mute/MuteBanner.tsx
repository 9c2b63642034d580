import { Button } from '@fluentui/react-components';
import { Mic20Filled } from '@fluentui/react-icons/svg/mic';
import { MicOff20Filled } from '@fluentui/react-icons/svg/mic-off';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { mute } from './mute.ts';
import { PushToTalk } from './PushToTalk.tsx';

/**
 * Says why the other participants do not hear the user, and offers to open the microphone again. Says that they may still hear
 * the user, and offers to hold the call.
 */
export function MuteBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(mute);
  return (
    <>
      <PushToTalk />
      {state.delay !== null && (
        <Banner icon={state.delay === 'mayBeHeard' ? <Mic20Filled /> : <MicOff20Filled />}>
          {t(`mute.delay.${state.delay}`)}
          {state.delay === 'mayBeHeard' && (
            <Button size="small" appearance="primary" onClick={() => run('hold')}>
              {t('mute.holdInstead')}
            </Button>
          )}
        </Banner>
      )}
      {state.deviceProblem !== null && (
        <Banner icon={<MicOff20Filled />}>
          {t(`mute.trouble.${state.deviceProblem}`)}
          <Button size="small" appearance="primary" disabledFocusable={pending} onClick={() => run('reopen')}>
            {t('mute.repair')}
          </Button>
        </Banner>
      )}
    </>
  );
}
