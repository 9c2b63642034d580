import { createContext, use, type ReactNode } from 'react';
import type { History } from './history.ts';

const HistoryContext = createContext<History | null>(null);

/** Gives the call history to the components inside it. */
export const HistoryProvider = ({ history, children }: { history: History; children: ReactNode }) => (
  <HistoryContext value={history}>{children}</HistoryContext>
);

/** @throws if the component is not inside a `<HistoryProvider>` */
export function useHistory(): History {
  const history = use(HistoryContext);
  if (history === null) throw new Error('This component belongs inside <HistoryProvider>.');
  return history;
}
