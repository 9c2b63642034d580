import { Button } from '@fluentui/react-components';
import { MicOff20Filled } from '@fluentui/react-icons/svg/mic-off';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { mute } from './mute.ts';
import { PushToTalk } from './PushToTalk.tsx';

/** Says why the other participants do not hear the user. The button opens the microphone again. */
export function MuteBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(mute);
  return (
    <>
      <PushToTalk />
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
