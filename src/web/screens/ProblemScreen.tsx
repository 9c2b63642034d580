import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../errors/problem.ts';
import { Page } from '../ui/Page.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';
import { useFailure } from '../ui/Boundary.tsx';

interface ProblemScreenProps {
  problem: Problem;
  onRemedy: () => void;
  /** Shown below the problem, for example a link to the set-up check. */
  children?: ReactNode;
}

/** The screen of a problem that stops the app. Its one button runs the remedy. */
export function ProblemScreen({ problem, onRemedy, children }: ProblemScreenProps) {
  const { t } = useTranslation();
  return (
    <Page title={t('problemTitle')}>
      <ProblemBar problem={problem} onRemedy={onRemedy} />
      {children}
    </Page>
  );
}

/** Replaces a view of the console that React could not render. */
export function FailedScreen() {
  const { problem, retry } = useFailure();
  return <ProblemScreen problem={problem} onRemedy={retry} />;
}
