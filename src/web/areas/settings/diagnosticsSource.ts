import { createContext } from 'react';
import type { DiagnosticsSource } from '../../diagnostics/report.ts';

/** What *Save diagnostics* reads; `null` while the user is signed out. */
export const Diagnostics = createContext<DiagnosticsSource | null>(null);
