import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PlainHangUpButton } from '../features/hang-up/PlainHangUpButton.tsx';
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
