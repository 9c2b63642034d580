import { openView } from '../base/view.ts';
import { usePhone, useSession } from '../calling/react.tsx';
import { findReadyTransferOf, isTransferable, transferToCall } from '../transfer/startTransfer.ts';
import { transfer } from '../transfer/transfer.ts';
import { usePanel } from '../ui/Panel.tsx';
import { useShortcuts } from './Shortcuts.tsx';

/** The shortcut *Transfer* opens the panel or, if the user is talking to the target in another call, completes the transfer. */
export function TransferShortcut() {
  const phone = usePhone();
  const session = useSession();
  const { togglePanel } = usePanel();
  useShortcuts((action) => {
    if (action !== 'transfer') return false;
    const ready = findReadyTransferOf(phone, session);
    if (ready) {
      transferToCall(ready.waitingCall, ready.consultation);
      return true;
    }
    if (!isTransferable(session)) return false;
    openView('calls');
    togglePanel(transfer.name);
    return true;
  });
  return null;
}
