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
import { PermissionPanel } from './PermissionPanel.tsx';
import type { PermissionRequest } from './permissions.ts';

interface PermissionsDialogProps {
  request: PermissionRequest;
  onClose: () => void;
}

/** The dialog *Permissions*: what the app asks for, who can allow it, and the links for an administrator. */
export function PermissionsDialog({ request, onClose }: PermissionsDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('permissions.title')}</DialogTitle>
          {/* The list is longer than the dialog, so the keyboard must be able to scroll it. */}
          <DialogContent tabIndex={0}>
            <PermissionPanel request={request} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('permissions.close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
