import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PasscodeField } from '../../ui/PasscodeField.tsx';
import type { MeetingIdInput } from './useMeetingIdInput.ts';

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
}: MeetingIdInput & { onEnter: () => void }) {
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
