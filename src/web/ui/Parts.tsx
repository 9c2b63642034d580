import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Problem } from '../errors/problem.ts';
import { createStore, type Store } from '../base/store.ts';
import { Boundary, useFailure } from './Boundary.tsx';
import { ProblemBar } from './ProblemBar.tsx';
import { useFocusBack } from './useFocusBack.ts';

interface FailedPart {
  readonly problem: Problem;
  readonly retry: () => void;
}

const PartsContext = createContext<Store<readonly FailedPart[]> | null>(null);

/** Collects the failures of all `Part`s inside it, so that `FailedParts` can show them in one place. */
export function Parts({ children }: { children: ReactNode }) {
  const [failed] = useState(() => createStore<readonly FailedPart[]>([]));
  return <PartsContext value={failed}>{children}</PartsContext>;
}

/** One part of a screen: a button, a banner, a panel. When it throws, only this part disappears. */
export const Part = ({ children }: { children: ReactNode }) => (
  <Boundary fallback={<FailureReport />}>{children}</Boundary>
);

/** Reports the failure to the surrounding `Parts`. Without one it shows the problem itself. */
function FailureReport() {
  const parts = use(PartsContext);
  const { problem, retry } = useFailure();
  useEffect(() => {
    if (!parts) return undefined;
    const entry = { problem, retry };
    parts.set([...parts.get(), entry]);
    return () => parts.set(parts.get().filter((other) => other !== entry));
  }, [parts, problem, retry]);
  return parts ? null : <ProblemBar problem={problem} onRemedy={retry} />;
}

/** One alert for all failed parts. Its button renders all of them again. */
export function FailedParts({ className }: { className?: string }) {
  const parts = use(PartsContext);
  if (!parts) throw new Error('<FailedParts> belongs inside <Parts>.');
  const failed = useSyncExternalStore(parts.subscribe, parts.get);
  const { remember, giveBack } = useFocusBack();
  const [first] = failed;
  if (!first) return null;
  const retry = () => {
    giveBack();
    for (const part of failed) part.retry();
  };
  return (
    <div className={className} onFocus={remember}>
      <ProblemBar problem={first.problem} onRemedy={retry} />
    </div>
  );
}
