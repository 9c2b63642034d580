import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../errors/problem.ts';

const useStyles = makeStyles({
  bar: { textAlign: 'start', width: '100%', boxSizing: 'border-box' },
  code: { color: tokens.colorNeutralForeground3, marginInlineStart: tokens.spacingHorizontalS },
});

interface ProblemBarProps {
  problem: Problem;
  /** The name of the person it is about, where it is about one. */
  name?: string;
  onRemedy: () => void;
}

/** A failure, wherever it shows: what happened, the code, and the one button that helps. */
export function ProblemBar({ problem, name, onRemedy }: ProblemBarProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const code = problem.detail ? `${problem.code} · ${problem.detail}` : problem.code;
  return (
    // Fluent's own announcement is off: the alert role says it once, and at once.
    <MessageBar role="alert" politeness="polite" intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody>
        {t(`problems.${problem.code}`, { name: name || t('incoming.someone') })}{' '}
        <small className={styles.code}>{t('problems.code', { code })}</small>
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onRemedy}>{t(`remedies.${problem.remedy}`)}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
