import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhoneState } from '../../calling/react.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { InvitationLink } from './InvitationLink.tsx';
import { useMeetNow } from './useMeetNow.ts';

const useStyles = makeStyles({
  area: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalS,
    minWidth: 0,
  },
  button: { alignSelf: 'flex-start' },
});

/**
 * The button *Meet now*: creates a Teams meeting and joins it. Then the invitation link can be copied. If the user has not
 * consented yet, the first press shows why the consent is needed, and the meeting begins once the user has consented.
 */
export function MeetNow() {
  const { t } = useTranslation();
  const styles = useStyles();
  const consentState = useConsent('meetNow').state;
  const connection = usePhoneState((state) => state.connection);
  const isPlacing = usePhoneState((state) => state.isPlacing);
  const { link, isCreating, problem, start } = useMeetNow();
  const [isRequested, setRequested] = useState(false);
  /** Whether a meeting begins as soon as the user has consented. */
  const startsAfterConsent = useRef(false);
  useEffect(() => {
    if (consentState !== 'granted' || !startsAfterConsent.current) return;
    startsAfterConsent.current = false;
    start();
  }, [consentState, start]);
  const press = () => {
    if (consentState === 'granted') return start();
    startsAfterConsent.current = true;
    setRequested(true);
  };
  const isBusy = isCreating || isPlacing;
  return (
    <div className={styles.area}>
      <Button
        className={styles.button}
        appearance="primary"
        icon={isBusy ? <Spinner size="tiny" /> : <Video20Regular />}
        aria-busy={isBusy}
        disabledFocusable={isBusy || connection !== 'Connected'}
        onClick={press}
      >
        {t('meetings.meetNow')}
      </Button>
      {isRequested && <ConsentPrompt feature="meetNow" />}
      {problem && <ProblemBar problem={problem} onRemedy={start} />}
      {link !== null && <InvitationLink link={link} />}
    </div>
  );
}
