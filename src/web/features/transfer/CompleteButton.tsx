import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCall } from '../../calling/react.tsx';
import type { Destination } from './transfer.ts';

interface CompleteButtonProps {
  disabled: boolean;
  onComplete: (to: Destination) => void;
}

/** Brings the person in front together with the one in another call of ours. Belongs inside that call's provider. */
export function CompleteButton({ disabled, onComplete }: CompleteButtonProps) {
  const { t } = useTranslation();
  const id = useCall((call) => call.id);
  const other = useCall((call) => call.other);
  const isAlone = useCall(({ participants }) => participants.length === 1);
  const connectedAt = useCall((call) => call.connectedAt);
  const name = usePersonName(other);
  // Somebody who only rings yet, or several at once, can be joined by nobody.
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
