import {
  Body1Strong,
  Button,
  FluentProvider,
  Link,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '../i18n/restOfEnglish.ts';
import { findDirection } from '../i18n/supportedLanguages.ts';
import { failUnexpectedly, type Problem } from '../errors/problem.ts';
import { Header } from '../ui/Header.tsx';
import { Page } from '../ui/Page.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';
import { useTheme } from '../ui/theme.ts';
import { rememberDoctorSignIn } from './address.ts';
import { checkSetUp, type SetUpResult } from './checkSetUp.ts';
import { isRelevant, type Finding } from './finding.ts';
import { FindingTable } from './FindingTable.tsx';

const useStyles = makeStyles({
  app: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100dvh',
    overflowX: 'hidden',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
  pass: { color: tokens.colorStatusSuccessForeground1 },
  fail: { color: tokens.colorStatusDangerForeground3 },
  // Not green, which would say that every check has run.
  unknown: { color: tokens.colorNeutralForeground1 },
});

/** The set-up check at /doctor, a page that works even if the app cannot connect to ACS. */
export function DoctorPage() {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  const [result, setResult] = useState<SetUpResult | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** How often the user has asked for the checks again. */
  const [round, setRound] = useState(0);
  const startedRound = useRef(-1);
  useEffect(() => {
    // In development, React runs effects twice, but the browser must ask the user for each device only once.
    if (startedRound.current === round) return;
    startedRound.current = round;
    checkSetUp().then(setResult, (cause: unknown) => setProblem(failUnexpectedly(cause).problem));
  }, [round]);
  const tokenSource = result?.config?.tokenSource;
  const hasTokenService = !tokenSource || isRelevant('service', tokenSource.kind);
  const checkAgain = () => {
    setResult(null);
    setProblem(null);
    setRound(round + 1);
  };
  return (
    <FluentProvider theme={useTheme()} dir={findDirection(i18n.language)}>
      <div className={styles.app}>
        <Header label={result?.config?.environmentLabel ?? null} />
        <Page title={t('doctor.title')} wide>
          <p>
            {t('doctor.text')} {hasTokenService && t('doctor.rest')}
          </p>
          {problem && <ProblemBar problem={problem} onRemedy={checkAgain} />}
          {!result && !problem && <Spinner label={t('doctor.checking')} />}
          {result && <FindingSummary findings={result.findings} />}
          <div className={styles.buttons}>
            {result?.signIn && (
              <Button
                appearance="primary"
                onClick={() => {
                  rememberDoctorSignIn();
                  void result.signIn?.();
                }}
              >
                {t('doctor.signIn')}
              </Button>
            )}
            {result && <Button onClick={checkAgain}>{t('doctor.again')}</Button>}
            <Link href="/">{t('doctor.home')}</Link>
          </div>
          {result && <FindingTable result={result} />}
        </Page>
      </div>
    </FluentProvider>
  );
}

/** Says how many checks failed or, if none did, how many passed. */
function FindingSummary({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const countOf = (verdict: Finding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const failedCount = countOf('fail');
  const verdictWithoutFailure = countOf('unknown') > 0 ? 'unknown' : 'pass';
  return (
    <Body1Strong role="status" className={styles[failedCount > 0 ? 'fail' : verdictWithoutFailure]}>
      {failedCount > 0
        ? t('doctor.failedCount', { count: failedCount })
        : t('doctor.passedCount', { count: countOf('pass'), total: findings.length })}
    </Body1Strong>
  );
}
