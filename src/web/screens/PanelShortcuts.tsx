import { openView } from '../base/view.ts';
import { useCapabilities, usePhone, useSession } from '../calling/react.tsx';
import { askIntent, chat } from '../features/chat/chat.ts';
import {
  findReadyTransferOf,
  findTransferee,
  isTransferable,
  transferToCall,
} from '../transfer/startTransfer.ts';
import { transfer } from '../transfer/transfer.ts';
import { usePanel } from '../ui/Panel.tsx';
import { useShortcuts } from './Shortcuts.tsx';

/**
 * The shortcuts that open a panel. *Transfer* completes the transfer instead if the user is talking to the target in another call.
 */
export function PanelShortcuts() {
  const phone = usePhone();
  const session = useSession();
  const { togglePanel } = usePanel();
  const canAsk = useCapabilities().chat;
  useShortcuts((action) => {
    if (action === 'ask' && canAsk) {
      openView('calls');
      togglePanel(chat.name, askIntent);
      return true;
    }
    if (action !== 'transfer') return false;
    const ready = findReadyTransferOf(phone, session);
    if (ready) {
      transferToCall(ready.waitingCall, ready.consultation);
      return true;
    }
    // Nobody transfers the person whom they consult.
    if (!isTransferable(session) || findTransferee(phone, session) !== session) return false;
    openView('calls');
    togglePanel(transfer.name);
    return true;
  });
  return null;
}
