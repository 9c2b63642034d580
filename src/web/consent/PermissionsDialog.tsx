import { useTranslation } from 'react-i18next';
import { ModalDialog } from '../ui/ModalDialog.tsx';
import { PermissionPanel } from './PermissionPanel.tsx';
import type { PermissionRequest } from './consents.ts';

export function PermissionsDialog({ request, onClose }: { request: PermissionRequest; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    // The list is longer than the dialog, so the keyboard must be able to scroll it.
    <ModalDialog
      title={t('permissions.title')}
      closeLabel={t('permissions.close')}
      onClose={onClose}
      tabIndex={0}
    >
      <PermissionPanel request={request} />
    </ModalDialog>
  );
}
