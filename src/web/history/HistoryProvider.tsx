import { createContext } from 'react';
import { createProvider } from '../base/createProvider.ts';
import type { History } from './history.ts';

export const [HistoryProvider, useHistory] = createProvider<History>('HistoryProvider');

/** Whether notes also go to the company's own systems, which the note field must say. */
export const NoteSharingContext = createContext(false);
