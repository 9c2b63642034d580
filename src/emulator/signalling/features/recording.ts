import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call } from '../calls/call.ts';
import { refusal } from '../calls/refusal.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature } from './feature.ts';

const name = 'recording';
const Request = z.strictObject({ consent: z.literal(true) });

/**
 * Recording and transcription of a call, and who has consented to them. Teams users cannot start or stop either with
 * the SDK: they are told of it, and may consent to both at once.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/call-transcription
 */
export const recording = callFeature(name, Request, (call, self) => {
  setSharedValue(call, name, self.id, true);
  return undefined;
});

/** Starts, pauses, resumes or ends the recording of a call, which its organizer can do in Teams. */
export function setRecording(call: Call, on: boolean | 'paused'): void {
  type Recording = { id: string; state: string };
  const before = sharedValuesOf(call, name).get('recording') as Recording | undefined;
  const state = on === 'paused' ? 'Paused' : 'Started';
  if (on === false) setSharedValue(call, name, 'recording', null);
  else if (before?.state !== state) {
    setSharedValue(call, name, 'recording', { id: before?.id ?? randomUUID(), state });
  }
}

/** Starts or ends the transcription of a call. */
export function setTranscription(call: Call, on: boolean): void {
  setSharedValue(call, name, 'transcription', on ? true : null);
}

/**
 * Changes whether participants must consent before a recording has their audio and video.
 * @returns the refusal in a 1:1 call: "Explicit consent is only supported in Teams meetings and Teams group calls."
 */
export function requireConsent(call: Call, on: boolean): Refusal | undefined {
  if (on && call.kind === 'oneToOne') {
    return refusal(400, 0, 'Consent can be required in meetings and group calls only.');
  }
  setSharedValue(call, name, 'consentRequired', on ? true : null);
  return undefined;
}
