import { Button } from '@fluentui/react-components';
import { Video24Filled } from '@fluentui/react-icons/svg/video';
import { VideoOff24Regular, VideoOff20Regular } from '@fluentui/react-icons/svg/video-off';
import { useTranslation } from 'react-i18next';
import { useFeature, useShortcut } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { camera } from './camera.ts';

export function CameraButton() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(camera);
  return (
    <ControlButton
      label={state.isOn ? t('camera.off') : t('camera.on')}
      shortLabel={t('camera.short')}
      icon={state.isOn ? <Video24Filled /> : <VideoOff24Regular />}
      tone={state.isOn ? 'on' : undefined}
      shortcut={useShortcut('camera')}
      pending={pending}
      unavailable={state.availability === 'yes' || state.isOn ? null : t(`unavailable.${state.availability}`)}
      onClick={() => run(undefined)}
    />
  );
}

/** Says why the others do not see the user, and offers to turn the camera on again. */
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
