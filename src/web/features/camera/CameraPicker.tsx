import { useTranslation } from 'react-i18next';
import { useIsOneToOne } from '../../caller/useShowsCaller.ts';
import { DevicesInMore, WithDevicePicker } from '../DevicePicker.tsx';
import { SpareButton } from '../../ui/SpareControl.tsx';
import { CameraButton } from './Camera.tsx';

/** The button that turns the camera on and off, and beside it the choice of the camera. */
export function CameraControls() {
  const { t } = useTranslation();
  // Other calls have no *Transfer*, and room for this button instead.
  const isSpare = useIsOneToOne();
  return (
    <SpareButton place={isSpare ? 'first' : 'zeroth'}>
      <WithDevicePicker label={t('devices.chooseCamera')} kinds={['camera']}>
        <CameraButton />
      </WithDevicePicker>
    </SpareButton>
  );
}

export const CameraItems = () => <DevicesInMore kind="camera" />;
