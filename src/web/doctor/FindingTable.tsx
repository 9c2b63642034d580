import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissCircle20Filled } from '@fluentui/react-icons/svg/dismiss-circle';
import { QuestionCircle20Regular } from '@fluentui/react-icons/svg/question-circle';
import { useTranslation } from 'react-i18next';
import { getExchangeScopes } from '../auth/scopes.ts';
import type { SetUpResult } from './checkSetUp.ts';
import type { Finding } from './finding.ts';

const onNarrowTable = '@media (max-width: 820px)';

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    textAlign: 'start',
    '& th, & td': {
      paddingBlock: tokens.spacingVerticalS,
      paddingInline: `0 ${tokens.spacingHorizontalM}`,
      textAlign: 'start',
      verticalAlign: 'top',
      // Unlike `anywhere`, this does not make a column so narrow that it breaks words.
      overflowWrap: 'break-word',
    },
    // The evidence and the repair contain long addresses and commands.
    '& td:nth-child(n + 3)': { overflowWrap: 'anywhere' },
    // As narrow as the verdicts, so that the check stands beside its verdict.
    '& td:first-child': { width: '1px', paddingInlineEnd: tokens.spacingHorizontalXXL },
    '& tr': { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    // In a narrow window, each row is a block: the check and its verdict, and below them the evidence and the repair.
    [onNarrowTable]: {
      '& thead, & td:empty': { display: 'none' },
      display: 'block',
      '& tbody': { display: 'block' },
      '& tr': {
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        paddingBlock: tokens.spacingVerticalS,
      },
      '& th, & td': { padding: 0 },
      '& td:first-child': { gridRow: 1, gridColumn: 2, width: 'auto', paddingInlineEnd: 0 },
      '& th': { gridRow: 1, gridColumn: 1 },
      '& td:nth-child(n + 3)': { gridColumn: '1 / -1', paddingBlockStart: tokens.spacingVerticalXS },
    },
  },
  verdict: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    '& > svg': { flexShrink: 0 },
  },
  evidence: { color: tokens.colorNeutralForeground2 },
  pass: { color: tokens.colorStatusSuccessForeground1 },
  fail: { color: tokens.colorStatusDangerForeground3 },
  unknown: { color: tokens.colorNeutralForeground2 },
});

const icons = {
  pass: CheckmarkCircle20Filled,
  fail: DismissCircle20Filled,
  unknown: QuestionCircle20Regular,
};

/** A table of all checks: the verdict, the evidence and, if the check failed, the repair. */
export function FindingTable({ result }: { result: SetUpResult }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { findings, config } = result;
  const repairValues = {
    clientId: config?.entra.clientId ?? '',
    tenant: config?.entra.tenant ?? '',
    scopes: config ? getExchangeScopes(config.tokenSource).teams.join('%20') : '',
    endpoint: config && 'endpoint' in config.tokenSource ? config.tokenSource.endpoint : '',
    origin: location.origin,
  };
  const hasRepairs = findings.some(({ verdict }) => verdict === 'fail');
  const describeRepair = ({ check, verdict }: Finding) =>
    verdict === 'fail' ? t(`doctor.repairs.${check}`, repairValues) : '';
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('doctor.columns.verdict')}</th>
          <th scope="col">{t('doctor.columns.check')}</th>
          <th scope="col">{t('doctor.columns.evidence')}</th>
          {hasRepairs && <th scope="col">{t('doctor.columns.repair')}</th>}
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => {
          const Icon = icons[finding.verdict];
          return (
            <tr key={finding.check}>
              <td>
                <span className={mergeClasses(styles.verdict, styles[finding.verdict])}>
                  <Icon aria-hidden />
                  {t(`doctor.verdicts.${finding.verdict}`)}
                </span>
              </td>
              <th scope="row">{t(`doctor.checks.${finding.check}`)}</th>
              <td className={styles.evidence}>{finding.evidence}</td>
              {hasRepairs && <td>{describeRepair(finding)}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
