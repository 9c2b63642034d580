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
import { accessible, browserOf, useDeviceAccess } from './useDeviceAccess.ts';

/** How to let this site use the camera and the microphone. */
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

/** In the words of this browser; what has been allowed meanwhile is said at once. */
function Steps() {
  const { t } = useTranslation();
  const access = useDeviceAccess();
  return (
    <>
      <p>{t(`deviceHelp.steps.${browserOf(navigator.userAgent)}`)}</p>
      <ul aria-live="polite">
        {accessible.map((device) => (
          <li key={device}>{t(`deviceHelp.${device}.${access[device]}`)}</li>
        ))}
      </ul>
      <p>{t('deviceHelp.then')}</p>
    </>
  );
}
