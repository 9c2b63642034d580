import { Button } from '@fluentui/react-components';
import { VideoOff20Regular } from '@fluentui/react-icons/svg/video-off';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { camera } from './camera.ts';

/** Says why the other participants do not see the user. The button opens the camera again. */
export function CameraBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(camera);
  if (state.deviceProblem === null) return null;
  return (
    <Banner icon={<VideoOff20Regular />}>
      {t(`camera.trouble.${state.deviceProblem}`)}
      <Button size="small" appearance="primary" disabledFocusable={pending} onClick={() => run('reopen')}>
        {t('camera.repair')}
      </Button>
    </Banner>
  );
}
