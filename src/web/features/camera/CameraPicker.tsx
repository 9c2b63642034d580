import { useTranslation } from 'react-i18next';
import { DevicesInMore, WithDevicePicker } from '../DevicePicker.tsx';
import { CameraButton } from './Camera.tsx';

/** The button that turns the camera on and off, and beside it the choice of the camera. */
export function CameraControls() {
  const { t } = useTranslation();
  return (
    <WithDevicePicker label={t('devices.chooseCamera')} kinds={['camera']}>
      <CameraButton />
    </WithDevicePicker>
  );
}

export const CameraItems = () => <DevicesInMore kind="camera" />;
