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

/** How to let this site use the camera and the microphone. */
export function DeviceHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('deviceHelp.title')}</DialogTitle>
          <DialogContent>{t('deviceHelp.text')}</DialogContent>
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
