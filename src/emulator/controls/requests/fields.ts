import * as z from 'zod';

// Schemas of fields that several controls (routes under `/emulator`) have.

/** Names a person, phone number or participant: a UPN, an object id, a raw id, a phone number or a participant id. */
export const personaName = z.string().min(1).max(300);
export const virtualMedia = z.enum(['echo', 'phone', 'silent']).meta({
  title: 'VirtualMedia',
  description:
    'The media of a participant whom the emulator plays: a moving picture and a tone, the sound of a telephone, or nothing.',
});
export const meetingName = z
  .union([
    z.string().min(1).max(2_000),
    z.strictObject({ meetingId: z.string().max(40), passcode: z.optional(z.string().max(64)) }),
  ])
  .meta({
    title: 'MeetingName',
    description: 'A meeting: its link, its chat thread, or its number and passcode.',
  });
export const noParameters = z.strictObject({}).meta({ examples: [{}] });
export const onOffParameter = z.strictObject({ on: z.boolean() }).meta({ examples: [{ on: true }] });
