import { Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createMeetingTarget, readMeetingId } from '../../callee/meetingId.ts';
import type { CalleeInput } from '../../callee/useCallee.ts';
import type { Target } from '../../calling/call/target.ts';
import { useCapabilities, usePhoneState } from '../../calling/react.tsx';
import { readCountry } from '../../people/phoneNumbers.ts';
import { PasscodeField } from '../../ui/PasscodeField.tsx';

/**
 * Keeps what the user enters in `MeetingIdFields`: whether the digits in the dial box are a Teams meeting's id, and its passcode.
 * @param calleeTarget the target of the text in the dial box, for example a phone number. It counts unless the user joins a meeting
 */
export function useMeetingIdInput({ text, chosenPeople }: CalleeInput, calleeTarget: Target | null) {
  const canJoin = useCapabilities().call.meetings === null;
  const mayBeMeetingId = canJoin && chosenPeople.length === 0;
  const meetingId = mayBeMeetingId ? readMeetingId(text, readCountry(navigator.language)) : null;
  const digits = meetingId?.digits ?? '';
  // What the user has entered for these digits. For other digits it does not count.
  const [entered, setEntered] = useState<{ digits: string; isChosen?: boolean; passcode?: string }>({
    digits: '',
  });
  const current = entered.digits === digits ? entered : { digits };
  const isChosen = meetingId !== null && (current.isChosen ?? meetingId.isLikely);
  const passcode = current.passcode ?? '';
  return {
    meetingId,
    /** Whether the user wants to join the meeting, instead of calling a phone number. */
    isChosen,
    choose: (isNowChosen: boolean) => setEntered({ ...current, isChosen: isNowChosen }),
    passcode,
    changePasscode: (newPasscode: string) => setEntered({ ...current, passcode: newPasscode }),
    target: isChosen ? createMeetingTarget(digits, passcode) : calleeTarget,
  };
}

const useStyles = makeStyles({
  fields: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    paddingBlockEnd: tokens.spacingVerticalS,
  },
  // Undoes the indentation that the margin of Fluent's inner box causes.
  checkbox: { marginInlineStart: `calc(${tokens.spacingHorizontalS} * -1)` },
});

/** Asks whether the text of the dial box is the id of a meeting, and for the passcode of the meeting. */
export function MeetingIdFields({
  isChosen,
  choose,
  passcode,
  changePasscode,
  onEnter,
}: ReturnType<typeof useMeetingIdInput> & { onEnter: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.fields}>
      <Checkbox
        className={styles.checkbox}
        label={t('dial.isMeetingId')}
        checked={isChosen}
        onChange={(_event, { checked }) => choose(checked === true)}
      />
      {isChosen && <PasscodeField value={passcode} onChange={changePasscode} onEnter={onEnter} />}
    </div>
  );
}

/** The id of a group call's chat (its thread): `19:`, then 1 to 200 letters, digits, `_`, `.` or `-`, then `@thread.v2`. */
const threadPattern = /^19:[\w.-]{1,200}@thread\.v2$/;

/**
 * Keeps what the user enters in `ThreadField`, which asks for a group call's chat (its thread) after the app could not create one.
 * @returns the state of the field, and the given target with the thread; `null` without a target, or if the thread is invalid
 */
export function useThreadInput(target: Target | null) {
  const problems = usePhoneState((state) => state.problems);
  const [value, onChange] = useState('');
  const [hasChatFailed, setHasChatFailed] = useState(false);
  // Remembered, because the next attempt removes the problem from the list, but the field must stay.
  if (!hasChatFailed && problems.some(({ code }) => code === 'no-group-chat')) setHasChatFailed(true);

  const isShown = hasChatFailed && target?.kind === 'people' && target.rawIds.length > 1;
  const threadId = value.trim();
  const isInvalid = isShown && threadId !== '' && !threadPattern.test(threadId);
  const targetInThread = isShown && threadId !== '' ? { ...target, threadId } : target;
  return { isShown, value, isInvalid, onChange, target: isInvalid ? null : targetInThread };
}

export function ThreadField({ value, isInvalid, onChange }: ReturnType<typeof useThreadInput>) {
  const { t } = useTranslation();
  return (
    <Field
      label={t('dial.thread.label')}
      hint={t('dial.thread.hint')}
      validationState={isInvalid ? 'warning' : 'none'}
      validationMessage={isInvalid ? t('dial.thread.invalid') : null}
    >
      <Input
        value={value}
        autoComplete="off"
        spellCheck={false}
        placeholder="19:…@thread.v2"
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
