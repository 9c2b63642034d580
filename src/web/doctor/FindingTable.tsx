import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Examination } from './examine.ts';
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
    // In a narrow window, the cells of a row are below each other.
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

/** Every check with its verdict, its evidence and its remedy. */
export function FindingTable({ examination: { findings, config } }: { examination: Examination }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const about = {
    clientId: config?.entra.clientId ?? '',
    tenant: config?.entra.tenant ?? '',
    origin: location.origin,
  };
  const repair = ({ check, verdict }: Finding) =>
    verdict === 'fail' ? t(`doctor.repairs.${check}`, about) : '';
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
            <td>{repair(finding)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
