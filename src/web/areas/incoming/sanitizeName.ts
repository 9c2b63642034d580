import { toSingleLine } from '../../base/toSingleLine.ts';

/**
 * Turns a display name into one short line of text. The caller chooses the name, and titles, notifications and accessible names
 * cannot isolate it with `<bdi>`.
 */
export const sanitizeName = (name: string): string => toSingleLine(name, 80);
