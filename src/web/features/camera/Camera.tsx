import { Button } from '@fluentui/react-components';
import { Video24Filled } from '@fluentui/react-icons/svg/video';
import { VideoOff24Regular, VideoOff20Regular } from '@fluentui/react-icons/svg/video-off';
import { useTranslation } from 'react-i18next';
import { useIsOneToOne } from '../../caller/useShowsCaller.ts';
import { useFeature, useShortcut } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { SpareItem, TakingButton } from '../../ui/SpareControl.tsx';
import { camera } from './camera.ts';

/** Returns whether the camera is on, and the properties of a control that turns it on or off. */
function useCameraControl() {
  const { t } = useTranslation();
  const {
    state: { isOn, availability },
    pending,
    run,
  } = useFeature(camera);
  const control = {
    // The label says what a press does, and the icon what is the case now.
    label: isOn ? t('camera.off') : t('camera.on'),
    pending,
    unavailable: isOn || availability === 'yes' ? null : t(`unavailable.${availability}`),
    // Without input, the command turns the camera on or off.
    onClick: () => run(undefined),
  };
  return { isOn, control };
}

export function CameraButton() {
  const { t } = useTranslation();
  const { isOn, control } = useCameraControl();
  return (
    <ControlButton
      {...control}
      shortLabel={t('camera.short')}
      icon={isOn ? <Video24Filled /> : <VideoOff24Regular />}
      tone={isOn ? 'on' : undefined}
      shortcut={useShortcut('camera')}
    />
  );
}

/** While the camera is on, even the narrowest toolbar turns it off at once. */
export const NarrowCameraButton = () => {
  const { isOn } = useFeature(camera).state;
  const needsPlace = useIsOneToOne();
  return (
    isOn &&
    needsPlace && (
      <TakingButton place="zeroth">
        <CameraButton />
      </TakingButton>
    )
  );
};

export function CameraItem() {
  const { isOn, control } = useCameraControl();
  const isSpare = useIsOneToOne();
  if (isOn || !isSpare) return null;
  return (
    <SpareItem place="first">
      <MoreItem {...control} icon={<VideoOff20Regular />} />
    </SpareItem>
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
