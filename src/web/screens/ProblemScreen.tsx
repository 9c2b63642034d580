import { useTranslation } from 'react-i18next';
import type { Problem } from '../errors/problem.ts';
import { Page } from '../ui/Page.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';

/** The way on is blocked; the one button is the way out. */
export function ProblemScreen({ problem, onRemedy }: { problem: Problem; onRemedy: () => void }) {
  const { t } = useTranslation();
  return (
    <Page title={t('problemTitle')}>
      <ProblemBar problem={problem} onRemedy={onRemedy} />
    </Page>
  );
}
