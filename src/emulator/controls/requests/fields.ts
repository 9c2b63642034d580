import * as z from 'zod';

// Schemas of fields that several controls (routes under `/emulator`) have.

/** Names a person, phone number or participant: a UPN, an object id, a raw id, a phone number or a participant id. */
export const personaName = z.string().min(1).max(300);
/** The media of a participant that the emulator plays: see `VirtualMedia`. */
export const virtualMedia = z.enum(['echo', 'phone', 'silent']);
/** Names a meeting: a link, the id of the meeting's thread, or the number and passcode that people type. */
export const meetingName = z.union([
  z.string().min(1).max(2_000),
  z.strictObject({ meetingId: z.string().max(40), passcode: z.optional(z.string().max(64)) }),
]);
export const noParameters = z.strictObject({});
export const onOffParameter = z.strictObject({ on: z.boolean() });
