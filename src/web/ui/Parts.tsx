import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Problem } from '../errors/problem.ts';
import { createStore, type Store } from '../base/store.ts';
import { Boundary, useFailure } from './Boundary.tsx';
import { ProblemBar } from './ProblemBar.tsx';
import { useFocusRestore } from './useFocusRestore.ts';

interface FailedPart {
  readonly problem: Problem;
  readonly retry: () => void;
}

const PartsContext = createContext<Store<readonly FailedPart[]> | null>(null);

/** Collects the failures of all `Part` components inside it, so that `FailedParts` can show them in one place. */
export function Parts({ children }: { children: ReactNode }) {
  const [failedParts] = useState(() => createStore<readonly FailedPart[]>([]));
  return <PartsContext value={failedParts}>{children}</PartsContext>;
}

/** One part of a screen, for example a button, a banner or a panel. If a part throws an error, only that part disappears. */
export const Part = ({ children }: { children: ReactNode }) => (
  <Boundary fallback={<FailureReport />}>{children}</Boundary>
);

/** Reports the failure to the `Parts` around the failed part. Outside any `Parts` it shows the problem itself. */
function FailureReport() {
  const failureStore = use(PartsContext);
  const { problem, retry } = useFailure();
  useEffect(() => {
    if (!failureStore) return undefined;
    const failedPart = { problem, retry };
    failureStore.set([...failureStore.get(), failedPart]);
    return () => failureStore.set(failureStore.get().filter((otherPart) => otherPart !== failedPart));
  }, [failureStore, problem, retry]);
  return failureStore ? null : <ProblemBar problem={problem} onRemedy={retry} />;
}

/** One alert for all failed parts. Its button renders all failed parts again. */
export function FailedParts({ className }: { className?: string }) {
  const failureStore = use(PartsContext);
  if (!failureStore) throw new Error('<FailedParts> belongs inside <Parts>.');
  const failedParts = useSyncExternalStore(failureStore.subscribe, failureStore.get);
  const { rememberFocus, restoreFocus } = useFocusRestore();
  const [firstFailedPart] = failedParts;
  if (!firstFailedPart) return null;
  const retry = () => {
    restoreFocus();
    for (const part of failedParts) part.retry();
  };
  return (
    <div className={className} onFocus={rememberFocus}>
      <ProblemBar problem={firstFailedPart.problem} onRemedy={retry} />
    </div>
  );
}
