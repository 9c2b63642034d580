import * as z from 'zod';

/** A UPN, an object id, a raw id, a phone number or a participant id. */
export const personaName = z.string().min(1).max(300);
export const virtualMedia = z.enum(['echo', 'phone', 'silent']);
/** A meeting link, the id of a thread, or number and passcode. */
export const meetingName = z.union([
  z.string().min(1).max(2_000),
  z.strictObject({ meetingId: z.string().max(40), passcode: z.optional(z.string().max(64)) }),
]);
export const nothing = z.strictObject({});
export const onOff = z.strictObject({ on: z.boolean() });
