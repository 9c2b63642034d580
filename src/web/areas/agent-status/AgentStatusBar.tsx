import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone } from '../../calling/react.tsx';
import { WordBar } from '../../ui/WordBar.tsx';

const useStyles = makeStyles({
  bar: { margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0` },
});

/** Tells the person that no call can reach them, when that is tried to be mended, and lets them try at once. */
export function AgentStatusBar() {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  const { agent } = usePhone();
  const status = useReadable(agent.status);
  if (status.kind === 'up') return null;
  const { waitsFor, nextAttemptAt } = status;
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' });
  return (
    <WordBar
      role="status"
      action={waitsFor === 'calls' ? null : t('agent.tryNow')}
      isBusy={waitsFor === 'attempt'}
      onAction={agent.tryNow}
      className={styles.bar}
    >
      {t(`agent.waitsFor.${waitsFor}`)}{' '}
      {/* It changes with each attempt: a screen reader says only the rest. */}
      <span aria-live="off">
        {nextAttemptAt !== null && t('agent.next', { time: time.format(nextAttemptAt) })}
        {waitsFor === 'attempt' && t('agent.trying')}
      </span>
    </WordBar>
  );
}
