import { Body1, Button, Caption1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCall, useFeature } from '../../calling/react.tsx';
import { transfer } from './transfer.ts';

/** The state of the transfer in words, with a button to resume the call. */
export function TransferState() {
  const { t } = useTranslation();
  const other = useCall((call) => call.other);
  const callState = useCall((call) => call.state);
  const { state, pending, run } = useFeature(transfer);
  const { attempt } = state;
  const name = usePersonName(other);
  const target = usePersonName(attempt?.to.rawId ?? null);
  if (!attempt) return null;
  const canTakeBack = attempt.state === 'Failed' || callState === 'LocalHold';
  return (
    <div>
      <div role="status">
        <Body1 as="p">
          {attempt.failure
            ? t('transfer.failed', {
                name,
                reason: t(`transfer.reasons.${reasonOf(attempt.failure.kind)}`, { name: target }),
              })
            : t(`transfer.states.${attempt.state}`, { name, target })}
        </Body1>
        {attempt.failure && <Caption1>{t('problems.code', { code: attempt.failure.code })}</Caption1>}
      </div>
      {canTakeBack && (
        <Button
          disabledFocusable={pending || state.can === 'reconnecting'}
          onClick={() => run({ kind: 'takeBack' })}
        >
          {t('transfer.takeBack', { name })}
        </Button>
      )}
    </div>
  );
}

type Kind = NonNullable<NonNullable<ReturnType<typeof transfer.read>['attempt']>['failure']>['kind'];
const knownReasons = ['declined', 'busy', 'noAnswer', 'unreachable', 'noSuchPerson'] as const;

const reasonOf = (kind: Kind) => knownReasons.find((reason) => reason === kind) ?? 'other';
