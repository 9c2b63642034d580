import { createContext } from 'react';
import type { DiagnosticsSource } from '../../diagnostics/report.ts';

/** Where *Save diagnostics* takes its file from; `null` while nobody is signed in. */
export const Diagnostics = createContext<DiagnosticsSource | null>(null);
