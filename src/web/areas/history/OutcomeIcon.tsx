import { CallDismiss16Regular } from '@fluentui/react-icons/svg/call-dismiss';
import { CallInbound16Regular } from '@fluentui/react-icons/svg/call-inbound';
import { CallMissed16Regular } from '@fluentui/react-icons/svg/call-missed';
import { CallOutbound16Regular } from '@fluentui/react-icons/svg/call-outbound';
import { CallTransfer16Regular } from '@fluentui/react-icons/svg/call-transfer';
import { Voicemail16Regular } from '@fluentui/react-icons/svg/voicemail';
import type { Outcome } from './outcome.ts';

/** An icon for the direction of a call, or for an outcome that matters more. The words beside it say the same. */
export function OutcomeIcon({ outcome: { kind, isIncoming } }: { outcome: Outcome }) {
  if (kind === 'missed') return <CallMissed16Regular aria-hidden className="mirrored" />;
  if (kind === 'declinedByUser') return <CallDismiss16Regular aria-hidden />;
  if (kind === 'transferred') return <CallTransfer16Regular aria-hidden className="mirrored" />;
  if (kind === 'voicemail') return <Voicemail16Regular aria-hidden />;
  return isIncoming ? (
    <CallInbound16Regular aria-hidden className="mirrored" />
  ) : (
    <CallOutbound16Regular aria-hidden className="mirrored" />
  );
}
