import * as z from 'zod';
import type { Directory } from '../../core/directory.ts';
import { ControlError, requirePerson } from './addControl.ts';
import {
  meetingThreadPattern,
  readMeetingNumber,
  readMeetingLink,
  type MeetingLocator,
} from '../../wire/meetingLink.ts';
import { createTeamsUserRawId } from '../../wire/rawIds.ts';

// Fields that the requests to several controls (routes under `/emulator`) have: their schemas, and what their values name.

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

/**
 * Finds the UPN and the name of an object id or a raw id. A phone's name is its number, and an unknown id's the id itself.
 * @param chosenName the name that an ACS user has chosen.
 */
export function findShownName(
  directory: Directory,
  id: string,
  chosenName = '',
): { user: string | null; name: string } {
  const person = directory.findPerson(id);
  return { user: person?.upn ?? null, name: person?.displayName ?? (chosenName || id.replace('4:', '')) };
}

/** Finds the raw id that a name means. A name that looks like a raw id is returned as it is, even if nobody has it. */
export function resolveRawId(directory: Directory, name: string): string {
  // A raw id is a type number, a colon, and printable characters without spaces.
  if (/^\d{1,2}:[\x21-\x7e]{1,200}$/.test(name)) return name;
  if (/^\+\d{5,15}$/.test(name)) return `4:${name}`;
  return createTeamsUserRawId(requirePerson(directory, name).oid);
}

/**
 * Finds the raw id of somebody who exists: a person of the directory as a Teams user or, if `name` is an agent's raw id, as an
 * agent; or any phone number. @throws ControlError 404 for others.
 */
export function resolvePersona(directory: Directory, name: string): string {
  const rawId = resolveRawId(directory, name).toLowerCase();
  if (/^4:\+\d{5,15}$/.test(rawId)) return rawId;
  requirePerson(directory, rawId);
  return rawId;
}

/** Finds the raw id of the queue, auto attendant or user through which a call comes. */
export const resolveTransferor = (directory: Directory, name: string): string =>
  directory.findVoiceApplication(name)?.rawId ?? resolvePersona(directory, name);

/** Reads how a request names a meeting, which need not exist. @throws ControlError 400 for a name in an unknown form. */
export function readMeeting(name: z.infer<typeof meetingName>): MeetingLocator {
  if (typeof name === 'string' && meetingThreadPattern.test(name)) return { threadId: name };
  const locator =
    typeof name === 'string' ? readMeetingLink(name) : readMeetingNumber(name.meetingId, name.passcode);
  if (!locator) throw new ControlError(400, 'meeting: neither a link, a chat, nor a number.');
  return locator;
}
