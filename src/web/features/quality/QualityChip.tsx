import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CellularData120Filled,
  CellularData320Filled,
  CellularData520Filled,
} from '@fluentui/react-icons/svg/cellular-data';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { quality, type Grade } from './quality.ts';

const useStyles = makeStyles({
  chip: { display: 'flex', padding: tokens.spacingHorizontalXS },
  good: { color: tokens.colorNeutralForeground3 },
  poor: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

const icons: Record<Grade, React.ReactElement> = {
  good: <CellularData120Filled />,
  poor: <CellularData320Filled />,
  bad: <CellularData520Filled />,
};

/** Shows the worse of the two grades as bars beside the title. `QualityBanner` explains a grade that is not good. */
export function QualityChip() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(quality);
  if (state.send === null || state.receive === null) return null;
  const grades = new Set<Grade>([state.send, state.receive]);
  const grade = (['bad', 'poor'] as const).find((candidate) => grades.has(candidate)) ?? 'good';
  const label = t('quality.chip', { grade: t(`quality.grades.${grade}`) });
  return (
    <span role="img" aria-label={label} title={label} className={mergeClasses(styles.chip, styles[grade])}>
      {icons[grade]}
    </span>
  );
}
