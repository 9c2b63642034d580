import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call } from '../calls/call.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature, refusal } from './feature.ts';

const name = 'recording';
const Ask = z.strictObject({ consent: z.literal(true) });

/**
 * Whether the call is recorded and transcribed, and who has agreed to it. Teams users cannot start or stop either by
 * the SDK: they are told of it, and may agree. One consent is for both.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/call-transcription
 */
export const recording = callFeature(name, Ask, (call, self) => {
  setSharedValue(call, name, self.id, true);
  return undefined;
});

/** Starts, pauses, resumes or ends a recording, as its organizer does in Teams. */
export function setRecording(call: Call, on: boolean | 'paused'): void {
  const known = sharedValuesOf(call, name).get('recording') as { id: string; state: string } | undefined;
  const state = on === 'paused' ? 'Paused' : 'Started';
  if (on === false) setSharedValue(call, name, 'recording', null);
  else if (known?.state !== state)
    setSharedValue(call, name, 'recording', { id: known?.id ?? randomUUID(), state });
}

/** Starts or ends a transcription. */
export function setTranscription(call: Call, on: boolean): void {
  setSharedValue(call, name, 'transcription', on ? true : null);
}

/**
 * Whether people must agree before they are heard or seen in a recording.
 * @returns why not: "Explicit consent is only supported in Teams meetings and Teams group calls."
 */
export function requireConsent(call: Call, on: boolean): Refusal | undefined {
  if (on && call.kind === 'oneToOne') {
    return refusal(400, 0, 'Consent can be required in meetings and group calls only.');
  }
  setSharedValue(call, name, 'consentRequired', on ? true : null);
  return undefined;
}
