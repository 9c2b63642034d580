import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCall } from '../../calling/react.tsx';
import type { TransferTarget } from '../../transfer/transfer.ts';

interface CompleteTransferButtonProps {
  disabled: boolean;
  onComplete: (target: TransferTarget) => void;
}

/**
 * A button that transfers the front call (the call on the screen) to the participant of another call of the user. The button
 * belongs inside the `CallProvider` of that other call.
 */
export function CompleteTransferButton({ disabled, onComplete }: CompleteTransferButtonProps) {
  const { t } = useTranslation();
  const callId = useCall((call) => call.id);
  const otherId = useCall((call) => call.other);
  const hasOneParticipant = useCall(({ participants }) => participants.length === 1);
  const connectedAt = useCall((call) => call.connectedAt);
  const name = usePersonName(otherId);
  // A call cannot be transferred into a call that is not connected, or that has several participants.
  const isPossible = connectedAt !== null && hasOneParticipant;
  if (!isPossible) return null;
  return (
    <Button
      appearance="primary"
      disabledFocusable={disabled}
      onClick={() => onComplete({ kind: 'call', callId, rawId: otherId })}
    >
      {t('transfer.complete', { name })}
    </Button>
  );
}
