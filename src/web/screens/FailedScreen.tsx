import { useFailure } from '../ui/Boundary.tsx';
import { ProblemScreen } from './ProblemScreen.tsx';

/** Replaces the home screen or the screen of an ended call after React could not render it. */
export function FailedScreen() {
  const { problem, retry } = useFailure();
  return <ProblemScreen problem={problem} onRemedy={retry} />;
}
