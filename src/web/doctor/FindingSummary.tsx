import { Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Finding } from './finding.ts';

const useStyles = makeStyles({
  pass: { color: tokens.colorStatusSuccessForeground1 },
  fail: { color: tokens.colorStatusDangerForeground1 },
  // Green would say that nothing is left to check.
  unknown: { color: tokens.colorNeutralForeground1 },
});

/** How many checks failed or, if none did, how many passed. */
export function FindingSummary({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const countOf = (verdict: Finding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const failedCount = countOf('fail');
  const openVerdict = countOf('unknown') > 0 ? 'unknown' : 'pass';
  return (
    <Body1Strong role="status" className={styles[failedCount > 0 ? 'fail' : openVerdict]}>
      {failedCount > 0
        ? t('doctor.failedCount', { count: failedCount })
        : t('doctor.passedCount', { count: countOf('pass'), total: findings.length })}
    </Body1Strong>
  );
}
