import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import type { Problem } from '../../errors/problem.ts';
import { DeviceHelp } from '../../ui/DeviceHelp.tsx';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';

const useStyles = makeStyles({
  problems: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`,
  },
});

interface ProblemListProps {
  /** The remedy of problems that a sign-in or a consent solves. */
  onSignIn: () => void;
  /** The remedy `retry` of problems that have no `retry` function of their own. */
  onRetry: () => void;
  onCheckSetUp: () => void;
}

/** The current problems, above the screen. The button of a problem runs its remedy and dismisses the problem. */
export function ProblemList({ onSignIn, onRetry, onCheckSetUp }: ProblemListProps) {
  const styles = useStyles();
  const phone = usePhone();
  const problems = usePhoneState((state) => state.problems);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const { remember, giveBack } = useFocusBack();
  const runRemedy = (problem: Problem) => {
    // The pressed button disappears with its problem.
    giveBack();
    phone.dismissProblem(problem.code);
    if (problem.remedy === 'deviceHelp') setIsHelpOpen(true);
    if (problem.remedy === 'retry') (problem.retry ?? onRetry)();
    if (problem.remedy === 'checkConfiguration') onCheckSetUp();
    if (problem.remedy === 'callAgain') void phone.repeatCall();
    if (problem.remedy === 'signIn' || problem.remedy === 'grantConsent') onSignIn();
  };
  return (
    <>
      {problems.length > 0 && (
        <div className={styles.problems} onFocus={remember}>
          {problems.map((problem) => (
            <ProblemItem key={problem.code} problem={problem} onRemedy={() => runRemedy(problem)} />
          ))}
        </div>
      )}
      <DeviceHelp open={isHelpOpen} onClose={() => setIsHelpOpen(false)} />
    </>
  );
}

function ProblemItem({ problem, onRemedy }: { problem: Problem; onRemedy: () => void }) {
  return <ProblemBar problem={problem} name={usePersonName(problem.person ?? null)} onRemedy={onRemedy} />;
}
