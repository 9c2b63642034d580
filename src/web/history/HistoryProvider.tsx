import { createContext } from 'react';
import { createProvider } from '../base/createProvider.ts';
import type { History } from './history.ts';

export const [HistoryProvider, useHistory] = createProvider<History>('HistoryProvider');

/** What becomes of the user's notes: on this computer they are `kept` or `deletedAtSignOut`; `sent` means also to the company's own systems. */
export type NoteFate = 'kept' | 'deletedAtSignOut' | 'sent';

/** The note field must say what becomes of the note. */
export const NoteFateContext = createContext<NoteFate>('kept');
