import { Button, Field, Input, makeStyles, Title3, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createMeetingTarget, readMeetingId } from '../../callee/meetingId.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { PasscodeField } from '../../ui/PasscodeField.tsx';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { viewStyle } from '../../ui/viewStyle.ts';
import { JoinDevices } from './JoinDevices.tsx';
import { MeetNow } from './MeetNow.tsx';
import { TodaysMeetings } from './Today.tsx';

const useStyles = makeStyles({
  view: { ...viewStyle, overflowY: 'auto' },
  title: { margin: 0 },
  fields: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  button: { [onNarrowScreen]: { minHeight: '40px' } },
});

export function MeetingsView() {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.view}>
      <Title3 as="h1" className={styles.title}>
        {t('meetings.title')}
      </Title3>
      <JoinDevices />
      <MeetNow />
      <JoinById />
      <TodaysMeetings />
    </div>
  );
}

function JoinById() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const canPlaceCall = usePhoneState(({ isPlacing, connection }) => !isPlacing && connection === 'Connected');
  const [text, setText] = useState('');
  const [passcode, setPasscode] = useState('');
  /** `null` if the text is no meeting id. */
  const meetingId = readMeetingId(text);
  const isInvalid = text.trim() !== '' && meetingId === null;
  const canJoin = meetingId !== null && canPlaceCall;
  const join = () => {
    if (canJoin) void phone.placeCall(createMeetingTarget(meetingId.digits, passcode), { video: false });
  };
  return (
    <div role="group" aria-label={t('meetings.joinById')} className={styles.fields}>
      <Field
        label={t('meetings.id')}
        validationState={isInvalid ? 'warning' : 'none'}
        validationMessage={isInvalid ? t('meetings.idInvalid') : null}
      >
        <Input
          value={text}
          autoComplete="off"
          spellCheck={false}
          inputMode="numeric"
          dir="ltr"
          onChange={(_event, data) => setText(data.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) join();
          }}
        />
      </Field>
      <PasscodeField value={passcode} onChange={setPasscode} onEnter={join} />
      <Button className={styles.button} disabledFocusable={!canJoin} onClick={join}>
        {t('meetings.joinById')}
      </Button>
    </div>
  );
}
