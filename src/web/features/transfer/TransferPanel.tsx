import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { objectId } from '../../people/rawId.ts';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { usePeoplePicker } from '../../callee/usePeoplePicker.ts';
import { CallProvider, useCall, useFeature, usePhone, usePhoneState } from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { CompleteButton } from './CompleteButton.tsx';
import { transfer } from './transfer.ts';
import { TransferState } from './TransferState.tsx';

const useStyles = makeStyles({
  // One element, so that the suggestions appear below the buttons and never cover them.
  choice: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  buttons: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

/** Transfers the other participant: at once, after a consultation, or to a voicemail. */
export function TransferPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const calls = usePhoneState((phone) => phone.calls);
  const front = usePhoneState((phone) => phone.front);
  const other = useCall((call) => call.other);
  const name = usePersonName(other);
  const [card, setCard] = useState<HTMLDivElement | null>(null);
  const box = usePeoplePicker();
  const { state, pending, run } = useFeature(transfer);
  const reason = state.can === 'yes' ? null : t(`unavailable.${state.can}`);
  const isUnderWay = pending || state.attempt?.state === 'Transferring';
  const [rawId = null, ...more] = box.rawIds;
  const isReady = rawId !== null && more.length === 0 && reason === null && !isUnderWay;
  const start = (kind: 'person' | 'voicemail') => {
    if (rawId !== null) run({ kind: 'start', to: { kind, rawId } });
  };
  const others = calls.flatMap((key) => (key === front ? [] : (phone.session(key) ?? [])));
  return (
    <Panel title={t('transfer.title')}>
      <Body1>{reason ?? t('transfer.who', { name })}</Body1>
      {others.map((session) => (
        <CallProvider session={session} key={session.key}>
          <CompleteButton
            disabled={reason !== null || isUnderWay}
            onComplete={(to) => run({ kind: 'start', to })}
          />
        </CallProvider>
      ))}
      <div className={styles.choice} ref={setCard}>
        <CalleeBox
          suggestionsBelow={card}
          label={t('transfer.to')}
          placeholder={t('callee.placeholder')}
          single
          {...box}
          warning={more.length > 0 ? t('transfer.onlyOne') : box.warning}
        />
        <div className={styles.buttons}>
          <Button appearance="primary" disabledFocusable={!isReady} onClick={() => start('person')}>
            {t('transfer.now')}
          </Button>
          <Button
            disabledFocusable={!isReady}
            onClick={() => {
              if (rawId === null) return;
              run({ kind: 'ask', rawId });
              void phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false });
            }}
          >
            {t('transfer.askFirst')}
          </Button>
          <Button
            disabledFocusable={!isReady || rawId === null || objectId(rawId) === null}
            onClick={() => start('voicemail')}
          >
            {t('transfer.voicemail')}
          </Button>
        </div>
      </div>
      <TransferState />
    </Panel>
  );
}
