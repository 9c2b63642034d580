import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { news } from '../errors/catalogue.ts';
import type { Problem } from '../errors/problem.ts';
import { WordBar } from './WordBar.tsx';

const useStyles = makeStyles({
  bar: { width: '100%' },
  code: {
    color: tokens.colorNeutralForeground3,
    marginInlineStart: tokens.spacingHorizontalS,
    display: 'inline-block',
  },
});

interface ProblemBarProps {
  problem: Problem;
  /** The name of the person it is about, where it is about one. */
  name?: string;
  /** What its button is called where the remedy has a name of its own. */
  action?: string;
  onRemedy: () => void;
}

/** A failure, wherever it shows: what happened, the code, and the one button that helps. */
export function ProblemBar({ problem, name, action, onRemedy }: ProblemBarProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const isNews = news.has(problem.code);
  const code = problem.detail ? `${problem.code} · ${problem.detail}` : problem.code;
  return (
    <WordBar
      role="alert"
      intent={isNews ? 'info' : 'warning'}
      action={action ?? t(`remedies.${problem.remedy}`)}
      onAction={onRemedy}
      className={styles.bar}
    >
      {t(`problems.${problem.code}`, { name: name || t('incoming.someone') })}{' '}
      {!isNews && <small className={styles.code}>{t('problems.code', { code })}</small>}
    </WordBar>
  );
}
