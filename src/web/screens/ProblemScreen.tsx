import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../errors/problem.ts';
import { Page } from '../ui/Page.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';

interface ProblemScreenProps {
  problem: Problem;
  onRemedy: () => void;
  /** What can still be done meanwhile. */
  children?: ReactNode;
}

/** The way on is blocked; the one button is the way out. */
export function ProblemScreen({ problem, onRemedy, children }: ProblemScreenProps) {
  const { t } = useTranslation();
  return (
    <Page title={t('problemTitle')}>
      <ProblemBar problem={problem} onRemedy={onRemedy} />
      {children}
    </Page>
  );
}
