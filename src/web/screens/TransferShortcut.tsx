import { openView } from '../base/view.ts';
import { usePhone, useSession } from '../calling/react.tsx';
import {
  canTransferToCall,
  findPreparedTransferOf,
  isTransferable,
  transferToCall,
} from '../transfer/startTransfer.ts';
import { transfer } from '../transfer/transfer.ts';
import { usePanel } from '../ui/Panel.tsx';
import { useShortcuts } from './Shortcuts.tsx';

/**
 * Handles the shortcut *Transfer*. It opens the panel for the front call (the call on the screen). During a consultation whose
 * target has answered, it completes the transfer. The component belongs inside the call screen, which knows the open panel.
 */
export function TransferShortcut() {
  const phone = usePhone();
  const session = useSession();
  const { togglePanel } = usePanel();
  useShortcuts((action) => {
    if (action !== 'transfer') return false;
    const prepared = findPreparedTransferOf(phone, session);
    if (prepared && canTransferToCall(prepared.waitingCall, prepared.consultation)) {
      transferToCall(prepared.waitingCall, prepared.consultation);
      return true;
    }
    if (!isTransferable(session)) return false;
    openView('calls');
    togglePanel(transfer.name);
    return true;
  });
  return null;
}
