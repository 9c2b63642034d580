import { createContext, Suspense, use, useState, type ReactNode } from 'react';
import { lazyPart } from '../ui/lazyPart.tsx';
import type { PermissionRequest } from './consents.ts';

export const PermissionRequestContext = createContext<PermissionRequest | null>(null);

const PermissionsDialog = lazyPart(() => import('./PermissionsDialog.tsx'), 'PermissionsDialog');

/** Returns the dialog *Permissions*, which the calling component renders, and the function that opens it. */
export function usePermissionsDialog(): { readonly open: () => void; readonly dialog: ReactNode } {
  const request = use(PermissionRequestContext);
  const [isOpen, setOpen] = useState(false);
  return {
    open: () => setOpen(true),
    dialog: isOpen && request && (
      <Suspense>
        <PermissionsDialog request={request} onClose={() => setOpen(false)} />
      </Suspense>
    ),
  };
}
