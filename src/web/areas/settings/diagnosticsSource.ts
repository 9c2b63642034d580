import { createContext } from 'react';
import type { DiagnosticsSource } from '../../diagnostics/report.ts';

/** Gives *Save diagnostics* the content of its file; `null` while the user is signed out. */
export const DiagnosticsContext = createContext<DiagnosticsSource | null>(null);
