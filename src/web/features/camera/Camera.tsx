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
  const canPress = state.isOn || state.availability === 'yes';
  return (
    <ControlButton
      // The label says what a press does, and the icon what is the case now.
      label={state.isOn ? t('camera.off') : t('camera.on')}
      shortLabel={t('camera.short')}
      icon={state.isOn ? <Video24Filled /> : <VideoOff24Regular />}
      tone={state.isOn ? 'on' : undefined}
      shortcut={useShortcut('camera')}
      pending={pending}
      unavailable={canPress ? null : t(`unavailable.${state.availability}`)}
      // Without input, the command turns the camera on or off.
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
