import { Video24Filled } from '@fluentui/react-icons/svg/video';
import { VideoOff24Regular } from '@fluentui/react-icons/svg/video-off';
import { useTranslation } from 'react-i18next';
import { useFeature, useShortcut } from '../../calling/react.tsx';
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
