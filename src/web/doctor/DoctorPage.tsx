import { Button, FluentProvider, Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../ui/Page.tsx';
import { useSystemTheme } from '../ui/theme.ts';
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

/** The set-up check as a page of its own: it works where the phone does not. */
export function DoctorPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const started = useRef<Started>({});
  const running = useRef<Promise<void> | null>(null);
  const [seen, setSeen] = useState<Examination | null>(null);
  const check = () => {
    setSeen(null);
    running.current = examine(started.current).then(setSeen);
  };
  useEffect(() => {
    // Once, although React mounts twice in development: MSAL takes in a sign-in's answer only once.
    running.current ??= examine(started.current).then(setSeen);
  }, []);
  return (
    <FluentProvider theme={useSystemTheme()}>
      <div className={styles.app}>
        <Page title={t('doctor.title')} wide>
          <p>{t('doctor.text')}</p>
          {seen ? <FindingTable examination={seen} /> : <Spinner label={t('doctor.checking')} />}
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
