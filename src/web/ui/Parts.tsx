import { Children, createContext, use, useEffect, useState, type ReactNode } from 'react';
import { createStore, type Store } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { Boundary, useFailure } from './Boundary.tsx';
import { ProblemBar } from './ProblemBar.tsx';

type FailedPart = ReturnType<typeof useFailure>;

const PartsContext = createContext<Store<readonly FailedPart[]> | null>(null);

/** Collects the failures of all `Part` components inside it, so that `FailedParts` can show them in one place. */
export function Parts({ children }: { children: ReactNode }) {
  const [failureStore] = useState(() => createStore<readonly FailedPart[]>([]));
  return <PartsContext value={failureStore}>{children}</PartsContext>;
}

/** One part of a screen, for example a button, a banner or a panel. If a part throws an error, only that part disappears. */
export const Part = ({ children }: { children: ReactNode }) => (
  <Boundary fallback={<FailureReport />}>{children}</Boundary>
);

/** Makes a `Part` of each of its children. */
export const EachPart = ({ children }: { children: ReactNode }) =>
  Children.map(children, (child) => <Part>{child}</Part>);

/** Reports a failed part to the `Parts` around it. Outside any `Parts`, this fallback shows the problem itself. */
function FailureReport() {
  const failureStore = use(PartsContext);
  const { problem, retry } = useFailure();
  useEffect(() => {
    if (!failureStore) return;
    const failedPart = { problem, retry };
    failureStore.set([...failureStore.get(), failedPart]);
    return () => failureStore.set(failureStore.get().filter((otherPart) => otherPart !== failedPart));
  }, [failureStore, problem, retry]);
  return failureStore ? null : <ProblemBar problem={problem} onRemedy={retry} />;
}

/** One alert for all failed parts. Its button renders all failed parts again. */
export function FailedParts() {
  const failureStore = use(PartsContext);
  if (!failureStore) throw new Error('<FailedParts> belongs inside <Parts>.');
  const failedParts = useReadable(failureStore);
  const [firstFailedPart] = failedParts;
  if (!firstFailedPart) return null;
  const retry = () => {
    for (const part of failedParts) part.retry();
  };
  return <ProblemBar problem={firstFailedPart.problem} onRemedy={retry} isOnLine />;
}
