import { createContext, use, type ReactNode } from 'react';
import type { Workday } from './workday.ts';

const WorkdayContext = createContext<Workday | null>(null);

/** Gives today's meetings and the chats to the components inside it. */
export const WorkdayProvider = ({ workday, children }: { workday: Workday; children: ReactNode }) => (
  <WorkdayContext value={workday}>{children}</WorkdayContext>
);

/** @throws if the component is not inside a `<WorkdayProvider>` */
export function useWorkday(): Workday {
  const workday = use(WorkdayContext);
  if (workday === null) throw new Error('This component belongs inside <WorkdayProvider>.');
  return workday;
}
