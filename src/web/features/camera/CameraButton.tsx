import { Video24Regular } from '@fluentui/react-icons/svg/video';
import { VideoOff24Regular } from '@fluentui/react-icons/svg/video-off';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { camera } from './camera.ts';

export function CameraButton() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(camera);
  return (
    <ControlButton
      label={state.isOn ? t('camera.off') : t('camera.on')}
      icon={state.isOn ? <Video24Regular /> : <VideoOff24Regular />}
      pending={pending}
      unavailable={state.availability === 'yes' || state.isOn ? null : t(`unavailable.${state.availability}`)}
      onClick={() => run(undefined)}
    />
  );
}
