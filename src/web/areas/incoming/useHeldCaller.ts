import { useReadable } from '../../base/useReadable.ts';
import type { CallSession } from '../../calling/call/session.ts';
import { usePhone } from '../../calling/react.tsx';

/** Returns the call of the caller of whom the app reminds the user now; `null` if nobody has been on hold for long. */
export function useHeldCaller(): CallSession | null {
  const phone = usePhone();
  const alert = useReadable(phone.heldAlert.alert);
  return (alert && phone.findSession(alert.key)) ?? null;
}
