import { toSingleLine } from '../../base/toSingleLine.ts';

/** Turns a display name, which the caller chooses, into one short line for places that cannot isolate it with `<bdi>`. */
export const sanitizeName = (name: string): string => toSingleLine(name, 80);
