import { useTranslation } from 'react-i18next';
import { DevicesInMore, WithDevicePicker } from '../DevicePicker.tsx';
import { SpareButton } from '../../ui/SpareControl.tsx';
import { CameraButton, CameraItem } from './Camera.tsx';

/** The button that turns the camera on and off, and beside it the choice of the camera. */
export function CameraControls() {
  const { t } = useTranslation();
  return (
    <SpareButton place="first">
      <WithDevicePicker label={t('devices.chooseCamera')} kinds={['camera']}>
        <CameraButton />
      </WithDevicePicker>
    </SpareButton>
  );
}

export const CameraItems = () => (
  <>
    <CameraItem />
    <DevicesInMore kind="camera" />
  </>
);
