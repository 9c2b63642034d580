import { Button, makeStyles, Spinner, tokens, Caption1, Field, Input } from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { useEffect, useRef, useState, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhoneState, usePhone } from '../../calling/react.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { useCopy } from '../../ui/useCopy.ts';
import { useReadable } from '../../base/useReadable.ts';
import type { Problem } from '../../errors/problem.ts';
import { useWorkday } from '../../workday/WorkdayProvider.tsx';

const useStyles = makeStyles({
  area: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalS,
    minWidth: 0,
  },
  button: { alignSelf: 'flex-start' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, maxWidth: '640px' },
  link: { flexGrow: 1, flexBasis: '200px', minWidth: 0 },
  copy: { [onNarrowScreen]: { minHeight: '40px' } },
  result: { minHeight: tokens.lineHeightBase200 },
});

/**
 * The button *Meet now*: creates a Teams meeting, joins it, and then shows the invitation link. If the user has not consented yet,
 * the first press shows why the consent is needed, and the meeting begins once the user has consented.
 */
export function MeetNow() {
  const { t } = useTranslation();
  const styles = useStyles();
  const consentState = useConsent('meetNow').state;
  const isOnline = usePhoneState(({ connection }) => connection === 'Connected');
  const isPlacing = usePhoneState((state) => state.isPlacing);
  const phone = usePhone();
  const { newMeetings } = useWorkday();
  const link = useReadable(newMeetings.lastLink);
  const [isCreating, setCreating] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const subject = t('meetings.newSubject');
  const start = useCallback(async () => {
    setProblem(null);
    setCreating(true);
    const created = await newMeetings.create(subject);
    setCreating(false);
    if (!created.ok) return setProblem(created.problem);
    await phone.placeCall({ kind: 'meeting', link: created.value }, { video: false });
  }, [newMeetings, phone, subject]);
  /** Whether the user has pressed the button without the consent. */
  const [asksConsent, setAsksConsent] = useState(false);
  /** Whether a meeting begins as soon as the user has consented. */
  const startsAfterConsent = useRef(false);
  useEffect(() => {
    if (consentState !== 'granted' || !startsAfterConsent.current) return;
    startsAfterConsent.current = false;
    void start();
  }, [consentState, start]);
  const press = () => {
    if (consentState === 'granted') return void start();
    startsAfterConsent.current = true;
    setAsksConsent(true);
  };
  const isBusy = isCreating || isPlacing;
  return (
    <div className={styles.area}>
      <Button
        className={styles.button}
        appearance="primary"
        icon={isBusy ? <Spinner size="tiny" /> : <Video20Regular />}
        aria-busy={isBusy}
        disabledFocusable={isBusy || !isOnline}
        onClick={press}
      >
        {t('meetings.meetNow')}
      </Button>
      {asksConsent && <ConsentPrompt feature="meetNow" />}
      {problem && <ProblemBar problem={problem} onRemedy={() => void start()} />}
      {link !== null && <InvitationLink link={link} />}
    </div>
  );
}

function InvitationLink({ link }: { link: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { result, copy } = useCopy();
  return (
    <Field label={t('meetings.invitationLink')}>
      <div className={styles.row}>
        <Input
          readOnly
          className={styles.link}
          aria-label={t('meetings.invitationLink')}
          value={link}
          onFocus={(event) => event.target.select()}
        />
        <Button className={styles.copy} icon={<Copy20Regular />} onClick={() => copy(link)}>
          {t('meetings.copyLink')}
        </Button>
      </div>
      <Caption1 role="status" className={styles.result}>
        {result && t(`person.${result}`)}
      </Caption1>
    </Field>
  );
}
