import { createContext, use, type ReactNode } from 'react';
import type { History } from './history.ts';

const HistoryContext = createContext<History | null>(null);

export const HistoryProvider = ({ history, children }: { history: History; children: ReactNode }) => (
  <HistoryContext value={history}>{children}</HistoryContext>
);

export function useHistory(): History {
  const history = use(HistoryContext);
  if (history === null) throw new Error('This component belongs inside <HistoryProvider>.');
  return history;
}
