import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { devicesWithAccess, detectBrowser, useDeviceAccess } from './useDeviceAccess.ts';

/** A dialog that explains how to let this site use camera and microphone. */
export function DeviceHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('deviceHelp.title')}</DialogTitle>
          <DialogContent>
            <Steps />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('deviceHelp.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** The steps for this browser, and the current permissions. Screen readers announce a permission when it changes. */
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
