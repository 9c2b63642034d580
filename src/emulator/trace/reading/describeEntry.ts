import type { TraceEntry } from '../../core/recorder/traceFormat.ts';

/** @returns a time since the start of the recording, such as `12.345`, in seconds. */
export const formatSeconds = (ms: number): string => (ms / 1000).toFixed(3);

export const wayMarks = { up: '↑', down: '↓' } as const;

/** The mark of each difference from a good run. */
export const differenceMarks = { missing: '−', additional: '+', changed: '≠' } as const;

/** @returns what is shown of an entry in one line. The texts of errors have several. */
export const describeEntry = ({ name, detail }: TraceEntry): string =>
  detail === undefined ? name : `${name} ${detail.replace(/\s*\n\s*/g, ' ')}`;
