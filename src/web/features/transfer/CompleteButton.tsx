import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCall } from '../../calling/react.tsx';
import type { TransferTarget } from './transfer.ts';

interface CompleteButtonProps {
  disabled: boolean;
  onComplete: (to: TransferTarget) => void;
}

/** Transfers the front call to the participant of another call of the user. It must be inside that call's provider. */
export function CompleteButton({ disabled, onComplete }: CompleteButtonProps) {
  const { t } = useTranslation();
  const id = useCall((call) => call.id);
  const other = useCall((call) => call.other);
  const isAlone = useCall(({ participants }) => participants.length === 1);
  const connectedAt = useCall((call) => call.connectedAt);
  const name = usePersonName(other);
  // A call cannot be transferred into a call that is not connected, or that has several participants.
  const isPossible = connectedAt !== null && isAlone;
  if (!isPossible) return null;
  return (
    <Button
      appearance="primary"
      disabledFocusable={disabled}
      onClick={() => onComplete({ kind: 'call', id, rawId: other })}
    >
      {t('transfer.complete', { name })}
    </Button>
  );
}
