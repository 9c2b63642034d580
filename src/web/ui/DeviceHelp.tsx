import { useTranslation } from 'react-i18next';
import { ModalDialog } from './ModalDialog.tsx';
import { devicesWithAccess } from '../base/deviceAccess.ts';
import { detectBrowser, useDeviceAccess } from './useDeviceAccess.ts';

/** A dialog that explains how to let this site use camera and microphone. */
export function DeviceHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ModalDialog
      open={open}
      title={t('deviceHelp.title')}
      closeLabel={t('deviceHelp.close')}
      isClosePrimary
      onClose={onClose}
    >
      <Steps />
    </ModalDialog>
  );
}

/** The steps for this browser, and the current permissions, which are watched only while the dialog is open. */
function Steps() {
  const { t } = useTranslation();
  const access = useDeviceAccess();
  return (
    <>
      <p>{t(`deviceHelp.steps.${detectBrowser(navigator.userAgent)}`)}</p>
      <ul aria-live="polite">
        {devicesWithAccess.map((device) => (
          <li key={device}>{t(`deviceHelp.${device}.${access[device]}`)}</li>
        ))}
      </ul>
      <p>{t('deviceHelp.then')}</p>
    </>
  );
}
