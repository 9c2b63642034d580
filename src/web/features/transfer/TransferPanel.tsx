import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { objectIdOf } from '../../people/rawId.ts';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { usePeoplePicker } from '../../callee/usePeoplePicker.ts';
import {
  CallProvider,
  useCall,
  useFeature,
  usePhone,
  usePhoneState,
  useSession,
} from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { CompleteTransferButton } from './CompleteTransferButton.tsx';
import { startConsultation } from '../../transfer/startTransfer.ts';
import { transfer } from '../../transfer/transfer.ts';
import { TransferStatus } from './TransferStatus.tsx';

const useStyles = makeStyles({
  // The box and the buttons share this element. The suggestions open below the element, so they never cover the buttons.
  picker: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  buttons: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

/**
 * Transfers the other participant of the front call (the call on the screen): at once, after a consultation, or to a voicemail.
 * A consultation is a call in which the user first asks the transfer target.
 */
export function TransferPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const calls = usePhoneState((phone) => phone.calls);
  const frontKey = usePhoneState((phone) => phone.front);
  const otherId = useCall((call) => call.other);
  const name = usePersonName(otherId);
  const [pickerElement, setPickerElement] = useState<HTMLDivElement | null>(null);
  const picker = usePeoplePicker();
  const { state, pending, run } = useFeature(transfer);
  const unavailableReason = state.availability === 'yes' ? null : t(`unavailable.${state.availability}`);
  const isTransferring = pending || state.attempt?.state === 'Transferring';
  const [rawId = null, ...moreIds] = picker.rawIds;
  const isReady = rawId !== null && moreIds.length === 0 && unavailableReason === null && !isTransferring;
  const startTransfer = (kind: 'person' | 'voicemail') => {
    if (rawId !== null) run({ kind: 'start', target: { kind, rawId } });
  };
  const session = useSession();
  const otherSessions = calls.flatMap((key) => (key === frontKey ? [] : (phone.findSession(key) ?? [])));
  return (
    <Panel title={t('transfer.title')}>
      <Body1>{unavailableReason ?? t('transfer.who', { name })}</Body1>
      {otherSessions.map((session) => (
        <CallProvider session={session} key={session.key}>
          <CompleteTransferButton
            disabled={unavailableReason !== null || isTransferring}
            onComplete={(target) => run({ kind: 'start', target })}
          />
        </CallProvider>
      ))}
      <div className={styles.picker} ref={setPickerElement}>
        <CalleeBox
          suggestionsBelow={pickerElement}
          label={t('transfer.to')}
          placeholder={t('callee.placeholder')}
          isSingleChoice
          {...picker}
          warning={moreIds.length > 0 ? t('transfer.onlyOne') : picker.warning}
        />
        <div className={styles.buttons}>
          <Button appearance="primary" disabledFocusable={!isReady} onClick={() => startTransfer('person')}>
            {t('transfer.now')}
          </Button>
          <Button
            disabledFocusable={!isReady}
            onClick={() => rawId !== null && void startConsultation(phone, session, rawId)}
          >
            {t('transfer.askFirst')}
          </Button>
          <Button
            disabledFocusable={!isReady || rawId === null || objectIdOf(rawId) === null}
            onClick={() => startTransfer('voicemail')}
          >
            {t('transfer.voicemail')}
          </Button>
        </div>
      </div>
      <TransferStatus />
    </Panel>
  );
}
