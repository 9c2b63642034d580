import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasscodeField } from '../../ui/PasscodeField.tsx';
import { readMeetingId } from '../../callee/meetingId.ts';
import { readCountry } from '../../people/phoneNumbers.ts';
import type { CalleeInput } from '../../callee/useCallee.ts';
import type { Target } from '../../calling/call/target.ts';

/** Asks whether digits are the id of a Teams meeting. @param calleeTarget the target of the dial box if they are not */
export function useMeetingIdInput({ text, chosenPeople }: CalleeInput, calleeTarget: Target | null) {
  const meetingId = chosenPeople.length === 0 ? readMeetingId(text, readCountry(navigator.language)) : null;
  const digits = meetingId?.digits ?? '';
  // The choice and the passcode belong to the id for which the user has made them.
  const [entered, setEntered] = useState<{ digits: string; isChosen?: boolean; passcode?: string }>({
    digits: '',
  });
  const own = entered.digits === digits ? entered : { digits };
  const isChosen = meetingId !== null && (own.isChosen ?? meetingId.isLikely);
  const passcode = own.passcode ?? '';
  const enteredPasscode = passcode.trim();
  const meeting: Target = {
    kind: 'meeting',
    meetingId: digits,
    ...(enteredPasscode && { passcode: enteredPasscode }),
  };
  return {
    meetingId,
    /** Whether the user wants to join the meeting, instead of calling a phone number. */
    isChosen,
    choose: (isNowChosen: boolean) => setEntered({ ...own, isChosen: isNowChosen }),
    passcode,
    changePasscode: (newPasscode: string) => setEntered({ ...own, passcode: newPasscode }),
    target: isChosen ? meeting : calleeTarget,
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
  // The margin of the box inside would otherwise indent it.
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
