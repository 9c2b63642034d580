import { createProvider } from '../base/createProvider.ts';
import type { Workday } from './workday.ts';

/** Gives today's meetings and the chats to the components inside it. */
export const [WorkdayProvider, useWorkday] = createProvider<Workday>('WorkdayProvider');
