import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { SetUpResult } from './checkSetUp.ts';
import type { Finding } from './finding.ts';

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    textAlign: 'start',
    '& th, & td': {
      padding: tokens.spacingVerticalS,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      textAlign: 'start',
      verticalAlign: 'top',
      overflowWrap: 'anywhere',
    },
    // In a narrow window, the cells of a row stand below each other.
    '@media (max-width: 640px)': {
      '& tr, & th, & td': { display: 'block' },
      '& thead, & td:empty': { display: 'none' },
    },
  },
  verdict: { fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  pass: { color: tokens.colorStatusSuccessForeground1 },
  fail: { color: tokens.colorStatusDangerForeground1 },
  unknown: { color: tokens.colorNeutralForeground2 },
});

/** A table of all checks, each with its verdict, its evidence and, if the check failed, instructions for the repair. */
export function FindingTable({ result }: { result: SetUpResult }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { findings, config } = result;
  /** The values that the instructions insert. */
  const repairValues = {
    clientId: config?.entra.clientId ?? '',
    tenant: config?.entra.tenant ?? '',
    origin: location.origin,
  };
  const describeRepair = ({ check, verdict }: Finding) =>
    verdict === 'fail' ? t(`doctor.repairs.${check}`, repairValues) : '';
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('doctor.columns.verdict')}</th>
          <th scope="col">{t('doctor.columns.check')}</th>
          <th scope="col">{t('doctor.columns.evidence')}</th>
          <th scope="col">{t('doctor.columns.repair')}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <tr key={finding.check}>
            <td className={mergeClasses(styles.verdict, styles[finding.verdict])}>
              {t(`doctor.verdicts.${finding.verdict}`)}
            </td>
            <th scope="row">{t(`doctor.checks.${finding.check}`)}</th>
            <td>{finding.evidence}</td>
            <td>{describeRepair(finding)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
