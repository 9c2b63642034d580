import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useSession } from '../calling/react.tsx';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { useFailure } from '../ui/Boundary.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';

const useStyles = makeStyles({
  call: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    justifyContent: 'space-between',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
  },
  controls: { display: 'flex', justifyContent: 'center' },
});

/** Replaces a call screen that React could not render. The call goes on, and the user can hang up. */
export function FailedCallScreen() {
  const { problem, retry } = useFailure();
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <main className={styles.call}>
      <section aria-label={t('call.region')} className={styles.call}>
        <ProblemBar problem={problem} onRemedy={retry} />
        <div role="toolbar" aria-label={t('call.controls')} className={styles.controls}>
          <PlainHangUpButton />
        </div>
      </section>
    </main>
  );
}

/** A button *Hang up* for a call screen that has failed. It reads no state of the call, which may have caused the failure. */
export function PlainHangUpButton() {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <Button appearance="primary" onClick={() => void session.run(hangUp, undefined)}>
      {t('hangUp')}
    </Button>
  );
}
