import type * as z from 'zod';
import {
  meetingThreadPattern,
  readMeetingNumber,
  readMeetingLink,
  type MeetingLocator,
} from '../../wire/meetingLink.ts';
import { ControlError } from './controlError.ts';
import type { meetingName } from './fields.ts';

/** Reads how a request names a meeting. @throws ControlError 400 for a name in an unknown form. */
export function readMeeting(name: z.infer<typeof meetingName>): MeetingLocator {
  const locator = readLocator(name);
  if (!locator) throw new ControlError(400, 'meeting: neither a link, a chat, nor a number.');
  return locator;
}

function readLocator(name: z.infer<typeof meetingName>): MeetingLocator | null {
  if (typeof name === 'object') return readMeetingNumber(name.meetingId, name.passcode);
  return meetingThreadPattern.test(name) ? { threadId: name } : readMeetingLink(name);
}
