import { createProvider } from '../base/createProvider.ts';
import type { History } from './history.ts';

export const [HistoryProvider, useHistory] = createProvider<History>('HistoryProvider');
