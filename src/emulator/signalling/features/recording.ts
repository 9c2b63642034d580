import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call } from '../calls/call.ts';
import { createRefusal } from '../calls/capabilities.ts';
import { setSharedValue, readSharedValues } from '../calls/sharedValues.ts';
import { defineFeature } from './feature.ts';

const featureName = 'recording';
const ConsentRequest = z.strictObject({ consent: z.literal(true) });

/**
 * Shares whether a call is recorded or transcribed, and which participants have consented (to both at once). With the SDK, Teams
 * users can neither start nor stop a recording or a transcription, so the emulator's controls and scenarios do.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/call-transcription
 */
export const recording = defineFeature(featureName, ConsentRequest, (call, sender) => {
  // The participant's id is the key. The other keys are `recording`, `transcription` and `consentRequired`.
  setSharedValue(call, featureName, sender.id, true);
});

/** @param on `true` starts or resumes the recording, `'paused'` pauses it, and `false` ends it. */
export function setRecording(call: Call, on: boolean | 'paused'): void {
  type Recording = { id: string; state: string };
  const before = readSharedValues(call, featureName).get('recording') as Recording | undefined;
  const state = on === 'paused' ? 'Paused' : 'Started';
  if (on === false) setSharedValue(call, featureName, 'recording', null);
  else if (before?.state !== state) {
    setSharedValue(call, featureName, 'recording', { id: before?.id ?? randomUUID(), state });
  }
}

export function setTranscription(call: Call, on: boolean): void {
  setSharedValue(call, featureName, 'transcription', on ? true : null);
}

/** Requires consent, or no longer. @returns a refusal in a 1:1 call, in which Microsoft does not support consent. */
export function requireConsent(call: Call, on: boolean): Refusal | undefined {
  if (on && call.kind === 'oneToOne') {
    return createRefusal(400, 0, 'Consent can be required in meetings and group calls only.');
  }
  setSharedValue(call, featureName, 'consentRequired', on ? true : null);
}
