import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import type { Problem } from '../../errors/problem.ts';
import { DeviceHelp } from '../../ui/DeviceHelp.tsx';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { useFocusRestore } from '../../ui/useFocusRestore.ts';

const useStyles = makeStyles({
  problems: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    // The problems begin where the view below them begins.
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL} 0`,
    [onNarrowScreen]: { paddingInline: tokens.spacingHorizontalM },
  },
});

interface ProblemListProps {
  /** Runs for problems that a new sign-in or consent solves. */
  onSignIn: () => void;
  /** Runs for *Try again* of problems without a `retry` function of their own. It renews the token. */
  onRetry: () => void;
  /** Opens the set-up check. */
  onCheckSetUp: () => void;
}

/** The current problems, above the screen. The button of a problem runs its remedy and dismisses the problem. */
export function ProblemList({ onSignIn, onRetry, onCheckSetUp }: ProblemListProps) {
  const styles = useStyles();
  const phone = usePhone();
  const problems = usePhoneState((state) => state.problems);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const { rememberFocus, restoreFocus } = useFocusRestore();
  const dismiss = (problem: Problem) => {
    // The pressed button disappears with its problem.
    restoreFocus();
    phone.dismissProblem(problem);
  };
  const runRemedy = (problem: Problem) => {
    dismiss(problem);
    if (problem.remedy === 'deviceHelp') setIsHelpOpen(true);
    if (problem.remedy === 'retry') (problem.retry ?? onRetry)();
    if (problem.remedy === 'checkConfiguration') onCheckSetUp();
    if (problem.remedy === 'callAgain') void phone.repeatCall();
    if (problem.remedy === 'callBack' && problem.person !== undefined)
      void phone.placeCall({ kind: 'people', rawIds: [problem.person] }, { video: false });
    if (problem.remedy === 'signIn' || problem.remedy === 'grantConsent') onSignIn();
  };
  return (
    <>
      {problems.length > 0 && (
        <div className={styles.problems} onFocus={rememberFocus}>
          {problems.map((problem) => (
            <ProblemItem
              key={`${problem.code} ${problem.person}`}
              problem={problem}
              onRemedy={() => runRemedy(problem)}
              onDismiss={() => dismiss(problem)}
            />
          ))}
        </div>
      )}
      <DeviceHelp open={isHelpOpen} onClose={() => setIsHelpOpen(false)} />
    </>
  );
}

interface ProblemItemProps {
  problem: Problem;
  onRemedy: () => void;
  onDismiss: () => void;
}

/** A user need not call back, so that problem alone can be closed without its remedy. */
function ProblemItem({ problem, onRemedy, onDismiss }: ProblemItemProps) {
  const name = usePersonName(problem.person ?? null);
  return (
    <ProblemBar
      problem={problem}
      name={name}
      onRemedy={onRemedy}
      {...(problem.remedy === 'callBack' && { onDismiss })}
    />
  );
}
