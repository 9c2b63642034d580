import { Button, FluentProvider, Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { unexpected, type Problem } from '../errors/problem.ts';
import { Page } from '../ui/Page.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';
import { useTheme } from '../ui/theme.ts';
import { rememberDoctor } from './address.ts';
import { examine, type Examination, type Started } from './examine.ts';
import { FindingTable } from './FindingTable.tsx';

const useStyles = makeStyles({
  app: {
    display: 'flex',
    minHeight: '100dvh',
    overflowX: 'hidden',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
});

/** The page of the set-up check. It works even if the phone does not. */
export function DoctorPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const started = useRef<Started>({});
  const [seen, setSeen] = useState<Examination | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);
  const begun = useRef(-1);
  useEffect(() => {
    // Once per round, although React mounts twice in development: MSAL can read the answer of a redirect only once.
    if (begun.current === round) return;
    begun.current = round;
    examine(started.current).then(setSeen, (cause: unknown) => setProblem(unexpected(cause).problem));
  }, [round]);
  const check = () => {
    setSeen(null);
    setProblem(null);
    setRound(round + 1);
  };
  return (
    <FluentProvider theme={useTheme()}>
      <div className={styles.app}>
        <Page title={t('doctor.title')} wide>
          <p>{t('doctor.text')}</p>
          {problem && <ProblemBar problem={problem} onRemedy={check} />}
          {seen && <FindingTable examination={seen} />}
          {!seen && !problem && <Spinner label={t('doctor.checking')} />}
          <div className={styles.buttons}>
            {seen?.signIn && (
              <Button
                appearance="primary"
                onClick={() => {
                  rememberDoctor();
                  void seen.signIn?.();
                }}
              >
                {t('doctor.signIn')}
              </Button>
            )}
            {seen && <Button onClick={check}>{t('doctor.again')}</Button>}
            <Link href="/">{t('doctor.home')}</Link>
          </div>
        </Page>
      </div>
    </FluentProvider>
  );
}
