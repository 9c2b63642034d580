import { Body1, Button, Caption1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCall, useFeature } from '../../calling/react.tsx';
import type { EndKind } from '../../errors/endReason.ts';
import { transfer } from '../../transfer/transfer.ts';

/**
 * The state of the transfer in words, with a button that takes the call back from the transfer: the button dismisses a
 * finished transfer, and resumes the call if it is on hold.
 */
export function TransferStatus() {
  const { t } = useTranslation();
  const otherId = useCall((call) => call.other);
  const callState = useCall((call) => call.state);
  const { state, pending, run } = useFeature(transfer);
  const { attempt } = state;
  const name = usePersonName(otherId);
  const targetName = usePersonName(attempt?.target.rawId ?? null);
  if (!attempt) return null;
  const canTakeBack = attempt.state === 'Failed' || callState === 'LocalHold';
  return (
    <div>
      <div role="status">
        <Body1 as="p">
          {attempt.failure
            ? t('transfer.failed', {
                name,
                reason: t(`transfer.reasons.${toReasonKey(attempt.failure.kind)}`, { name: targetName }),
              })
            : t(`transfer.states.${attempt.state}`, { name, target: targetName })}
        </Body1>
        {attempt.failure && <Caption1>{t('problems.code', { code: attempt.failure.code })}</Caption1>}
      </div>
      {canTakeBack && (
        <Button
          disabledFocusable={pending || state.availability === 'reconnecting'}
          onClick={() => run({ kind: 'takeBack' })}
        >
          {t('transfer.takeBack', { name })}
        </Button>
      )}
    </div>
  );
}

/** The reasons that have words of their own. All other reasons share the words of `other`. */
const knownReasons = ['declined', 'busy', 'noAnswer', 'unreachable', 'noSuchPerson'] as const;

const toReasonKey = (kind: EndKind) => knownReasons.find((reason) => reason === kind) ?? 'other';
