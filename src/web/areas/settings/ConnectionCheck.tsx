import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhoneState } from '../../calling/react.tsx';
import { checks, type Check, type Verdict } from './connectionCheck.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  help: { width: '100%', color: tokens.colorNeutralForeground3 },
});

type Answers = Partial<Record<Check, Verdict | 'checking'>>;
const kinds = Object.keys(checks) as Check[];

/** Whether a call would work from here, part by part. */
export function ConnectionCheck() {
  const { t } = useTranslation();
  const styles = useStyles();
  const connection = usePhoneState((state) => state.connection);
  const [answers, setAnswers] = useState<Answers | null>(null);
  const run = () => {
    setAnswers(Object.fromEntries(kinds.map((kind) => [kind, 'checking'])));
    for (const kind of kinds)
      void checks[kind]().then((verdict) => setAnswers((before) => ({ ...before, [kind]: verdict })));
  };
  const rows = answers && [
    ...kinds.map((kind) => [kind, answers[kind] ?? 'checking'] as const),
    ['service', connection === 'Connected' ? 'good' : 'bad'] as const,
  ];
  return (
    <>
      <Button onClick={run}>{t('settings.connection')}</Button>
      {rows && (
        <ul className={styles.list} aria-live="polite">
          {rows.map(([kind, verdict]) => (
            <li key={kind} className={styles.row}>
              <span>{t(`settings.checks.${kind}`)}</span>
              <strong>{t(`settings.verdicts.${verdict}`)}</strong>
              {verdict === 'bad' && (
                <Caption1 className={styles.help}>{t(`settings.connectionBad.${kind}`)}</Caption1>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
