import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../errors/problem.ts';
import { Page } from '../ui/Page.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';

interface ProblemScreenProps {
  problem: Problem;
  onRemedy: () => void;
  /** What the user can do apart from the remedy. */
  children?: ReactNode;
}

/** A problem without which the app cannot go on. Its one button runs the remedy. */
export function ProblemScreen({ problem, onRemedy, children }: ProblemScreenProps) {
  const { t } = useTranslation();
  return (
    <Page title={t('problemTitle')}>
      <ProblemBar problem={problem} onRemedy={onRemedy} />
      {children}
    </Page>
  );
}
