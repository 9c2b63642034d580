import { useFailure } from '../ui/Boundary.tsx';
import { ProblemScreen } from './ProblemScreen.tsx';

/** Replaces a screen without a call that threw. */
export function FailedScreen() {
  const { problem, retry } = useFailure();
  return <ProblemScreen problem={problem} onRemedy={retry} />;
}
