import { makeStyles, tokens, Field, Select, Body1Strong } from '@fluentui/react-components';
import { startTransition, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { useCallee, type CalleeInput } from '../../callee/useCallee.ts';
import { useCapabilities, usePhone, usePhoneState, useSettings } from '../../calling/react.tsx';
import { lineAtBlockEnd } from '../../ui/lines.ts';
import { onNarrowScreen, onOneColumn } from '../../ui/screenWidth.ts';
import { useIsOneColumn } from '../../ui/useScreenWidth.ts';
import { CalleeActions, CallButtons } from './CallButtons.tsx';
import { LineChoice } from './LineChoice.tsx';
import { MeetingIdFields, ThreadField, useMeetingIdInput, useThreadInput } from './FurtherFields.tsx';
import { IdleFocus } from './IdleFocus.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';

const useStyles = makeStyles({
  // On a phone, what belongs to a callee lies over the page, so that a search or a choice moves nothing below the bar.
  place: {
    [onOneColumn]: {
      position: 'relative',
      zIndex: 1,
      height: '57px',
      '& > div': { position: 'absolute', insetInline: 0, insetBlockStart: 0 },
    },
  },
  // The suggestions open below this bar, so they never cover the buttons in it.
  bar: {
    display: 'flex',
    alignItems: 'start',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    boxSizing: 'border-box',
    width: '100%',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXXS}`,
    ...lineAtBlockEnd,
    backgroundColor: tokens.colorNeutralBackground1,
    [onNarrowScreen]: { paddingInline: tokens.spacingHorizontalM },
    [onOneColumn]: { columnGap: tokens.spacingHorizontalS, paddingBlockStart: tokens.spacingVerticalS },
  },
  // On a phone the two call buttons are icons beside the box.
  box: { flex: '1 1 0', minWidth: 0, [onOneColumn]: { minWidth: 'calc(100% - 112px)' } },
  field: { maxWidth: '320px' },
  notice: {
    // In a row of its own.
    flexBasis: '100%',
    boxSizing: 'border-box',
    marginBlockEnd: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorNeutralForeground1,
    textAlign: 'start',
  },
  facts: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    margin: `${tokens.spacingVerticalXS} 0 0`,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
});

interface DialBoxProps {
  /** The text in the box when it appears. */
  initial?: string;
  /** Whether the box gets the focus when it appears, even during a call. */
  takesFocus?: boolean;
  /** Shown while the callee is a meeting: how the user joins it. */
  meetingOptions?: ReactNode;
}

/**
 * The bar *Call someone*: finds the callee by the text that the user enters, says what *Call* will do, and places the call.
 */
export function DialBox({ initial = '', takesFocus = false, meetingOptions = null }: DialBoxProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const isOnline = usePhoneState(({ connection }) => connection === 'Connected');
  const [input, setInput] = useState<CalleeInput>({ text: initial, chosenPeople: [] });
  const [barElement, setBarElement] = useState<HTMLDivElement | null>(null);

  useEffect(() => {
    if (takesFocus) barElement?.querySelector('input')?.focus();
  }, [barElement, takesFocus]);

  // The two hooks may replace the callee's target: by the meeting whose id was entered, or by a group call in an entered thread.
  const { call: reach } = useCapabilities();
  const callee = useCallee(input, reach);
  const meetingIdInput = useMeetingIdInput(input, callee.target);
  const threadInput = useThreadInput(meetingIdInput.target);
  const { target } = threadInput;
  const isMeetingId = meetingIdInput.isChosen;
  const isOneColumn = useIsOneColumn();
  const placeholder = isOneColumn ? 'dial.shortPlaceholder' : 'dial.placeholder';
  const canCall = target !== null && isOnline;
  const isEmpty = input.text === '' && input.chosenPeople.length === 0;
  // The message below the bar says enough until the user types.
  const saysOffline = !isOnline && !isEmpty;
  /** Raw ids of the users on whose behalf the user may call. */
  const [{ delegators }] = useSettings();
  const [chosenDelegator, setChosenDelegator] = useState<string | undefined>();
  // `undefined` also if the user has removed the chosen person in the settings.
  const onBehalfOf = delegators.find((rawId) => rawId === chosenDelegator);
  // The emergency services must see the number and the address of the user, not those of another person.
  const mayCallOnBehalf = delegators.length > 0 && target?.kind !== 'meeting' && !callee.isEmergency;
  const placeCall = async (withVideo: boolean) => {
    // `front` is the key of the call on the screen.
    const { front: frontBefore, isPlacing } = phone.state.get();
    if (!target || !canCall || isPlacing) return;
    await phone.placeCall(target, { video: withVideo, onBehalfOf: mayCallOnBehalf ? onBehalfOf : undefined });
    // After a failed attempt the text stays, so that the user can correct it. After a call was placed, React empties the box in a
    // transition, because showing the call is more urgent.
    if (phone.state.get().front !== frontBefore)
      startTransition(() => setInput({ text: '', chosenPeople: [] }));
  };
  // Further fields and the notice about emergency calls are too high to lie over the page, and the user reads them before the call.
  const isHigh =
    phone.company !== null ||
    callee.isEmergency ||
    isMeetingId ||
    threadInput.isShown ||
    target?.kind === 'meeting' ||
    mayCallOnBehalf;
  return (
    <div className={isHigh ? undefined : styles.place}>
      <div className={styles.bar} ref={setBarElement} data-over-page={!isHigh || undefined}>
        <IdleFocus element={barElement} />
        <div className={styles.box}>
          <CalleeBox
            isBar
            label={t('dial.label')}
            placeholder={t(reach.people === null ? placeholder : 'dial.numberPlaceholder')}
            input={input}
            onChange={setInput}
            callee={callee}
            warning={(isMeetingId ? null : callee.warning) ?? (saysOffline ? t('dial.offline') : null)}
            hint={
              isMeetingId ? t('dial.will.meetingId', { shown: meetingIdInput.meetingId?.shown }) : callee.hint
            }
            suggestionsBelow={barElement}
            onEnter={() => void placeCall(false)}
          />
          {mayCallOnBehalf && (
            <CallAsSelect delegators={delegators} value={onBehalfOf} onChange={setChosenDelegator} />
          )}
          {meetingIdInput.meetingId && (
            <MeetingIdFields {...meetingIdInput} onEnter={() => void placeCall(false)} />
          )}
          {target?.kind === 'meeting' && meetingOptions}
          {threadInput.isShown && <ThreadField {...threadInput} />}
        </div>
        <CallButtons disabled={!canCall} onCall={(withVideo) => void placeCall(withVideo)}>
          <CalleeActions callee={callee} />
        </CallButtons>
        {phone.company && !callee.isEmergency && <LineChoice lines={phone.company.lines} />}
        {callee.isEmergency && callee.target !== null && <EmergencyNotice />}
      </div>
    </div>
  );
}

interface CallAsSelectProps {
  delegators: readonly string[];
  /** The chosen delegator; `undefined` if the user calls for themselves. */
  value: string | undefined;
  onChange: (delegatorRawId: string | undefined) => void;
}

function CallAsSelect({ delegators, value, onChange }: CallAsSelectProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Field label={t('dial.callAs')} orientation="horizontal" className={styles.field}>
      <Select
        value={value ?? ''}
        onChange={(_event, data) => onChange(data.value === '' ? undefined : data.value)}
      >
        <option value="">{t('dial.myself')}</option>
        {delegators.map((rawId) => (
          <DelegatorOption key={rawId} rawId={rawId} />
        ))}
      </Select>
    </Field>
  );
}

const DelegatorOption = ({ rawId }: { rawId: string }) => (
  <option value={rawId}>{usePersonName(rawId)}</option>
);

/** Says what an emergency call will and will not do, and stops nobody from dialling. `docs/emergency-calls.md` has the sources. */
function EmergencyNotice() {
  const { t } = useTranslation();
  const phone = usePhone();
  const styles = useStyles();
  return (
    <div role="note" aria-label={t('emergency.title')} className={styles.notice}>
      <Body1Strong>{t('emergency.title')}</Body1Strong>
      <ul className={styles.facts}>
        <li>{t('emergency.line')}</li>
        {phone.company && <li>{t('emergency.ownNumber')}</li>}
        <li>{t('emergency.location')}</li>
        <li>{t('emergency.callback')}</li>
        <li>{t('emergency.securityDesk')}</li>
      </ul>
    </div>
  );
}
