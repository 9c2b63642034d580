import * as z from 'zod';

/** Every record names its format and the version of the format, so that an older tool refuses a newer record. */
const format = 'switchboard-azure-hour';
const recordVersion = 1;

/**
 * What happened once in a step.
 * - `request`: an HTTP request; `value` is the status and the error code, such as `403 Forbidden`.
 * - `action`: a call of the SDK that may be refused; `value` is `ok`, or `code/subCode` of the error.
 * - `event`: an event of the SDK; `value` is what the event reports, such as a call state.
 * - `end`: the end reason of a call, as `code/subCode`.
 * - `violation`: what the page's Content Security Policy would have blocked.
 * - `fact`: a value that a step read, such as the lifetime of a token.
 */
const Observation = z.strictObject({
  kind: z.enum(['request', 'action', 'event', 'end', 'violation', 'fact']),
  /** Whose observation it is, such as `person-1 call 1`. The order is recorded for each track alone. */
  track: z.string(),
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  /**
   * For `request` and `action`, how many milliseconds it took. For `event` and `end`, the milliseconds since the track's previous
   * observation, or since the last action of any person, whichever was later.
   */
  ms: z.optional(z.number()),
  /** The message of an error, without names and ids. It is for readers: no comparison uses it. */
  detail: z.optional(z.string()),
});
export type Observation = z.infer<typeof Observation>;

const StepRecord = z.strictObject({
  step: z.string(),
  /** `refused`: an action without which the step cannot go on was refused, or an awaited event did not come. */
  outcome: z.enum(['completed', 'refused', 'not run']),
  /** Why the step was refused or did not run. */
  reason: z.optional(z.string()),
  observations: z.array(Observation),
});
export type StepRecord = z.infer<typeof StepRecord>;

/** What happened in one live hour. It contains no token, name, id, phone number, e-mail address or host of a customer. */
const HourRecord = z.strictObject({
  format: z.literal(format),
  version: z.literal(recordVersion),
  /** Whether the hour ran on Azure or on the emulator. */
  target: z.enum(['azure', 'emulator']),
  /** The version of the Calling SDK, or of the emulator. */
  sdk: z.string(),
  browser: z.string(),
  steps: z.array(StepRecord),
});
export type HourRecord = z.infer<typeof HourRecord>;

export function createRecord(head: Pick<HourRecord, 'target' | 'sdk' | 'browser'>): HourRecord {
  return { format, version: recordVersion, ...head, steps: [] };
}

/** Reads the text of a record. @returns null for a text that is no record of this version */
export function parseRecord(text: string): HourRecord | null {
  try {
    return HourRecord.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
