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
  onSignIn: () => void;
  onRetry: () => void;
  onCheckSetUp: () => void;
}

/** What went wrong lately, above whatever the person is doing; each goes away by its own button. */
export function ProblemList({ onSignIn, onRetry, onCheckSetUp }: ProblemListProps) {
  const styles = useStyles();
  const phone = usePhone();
  const problems = usePhoneState((state) => state.problems);
  const [help, setHelp] = useState(false);
  const { remember, giveBack } = useFocusBack();
  const remedy = (problem: Problem) => {
    // Its button goes away with it.
    giveBack();
    phone.dismissProblem(problem.code);
    if (problem.remedy === 'deviceHelp') setHelp(true);
    if (problem.remedy === 'retry') (problem.retry ?? onRetry)();
    if (problem.remedy === 'checkConfiguration') onCheckSetUp();
    if (problem.remedy === 'callAgain') void phone.redial();
    if (problem.remedy === 'signIn' || problem.remedy === 'grantConsent') onSignIn();
  };
  return (
    <>
      {problems.length > 0 && (
        <div className={styles.problems} onFocus={remember}>
          {problems.map((problem) => (
            <ProblemItem key={problem.code} problem={problem} onRemedy={() => remedy(problem)} />
          ))}
        </div>
      )}
      <DeviceHelp open={help} onClose={() => setHelp(false)} />
    </>
  );
}

function ProblemItem({ problem, onRemedy }: { problem: Problem; onRemedy: () => void }) {
  return <ProblemBar problem={problem} name={usePersonName(problem.person ?? null)} onRemedy={onRemedy} />;
}
