import type * as Real from '@azure/communication-calling';
import {
  meetingThreadPattern,
  objectIdPattern,
  readMeetingNumber,
  readMeetingLink,
  type MeetingLocator,
} from '../../wire/meetingLink.ts';
import { check } from '../base/errors.ts';

/** The ways in which the SDK lets an app name a meeting: its link, its id and passcode, or its coordinates. */
export type Locator =
  Real.TeamsMeetingLinkLocator | Real.TeamsMeetingIdLocator | Real.TeamsMeetingCoordinatesLocator;

/** Translates the app's locator for the signalling server. @throws 400/40210 (code/subcode) for a bad link, else 400/40209. */
export function readLocator(locator: Locator): MeetingLocator {
  // An app without types may pass fields of any type.
  const fields: Partial<Record<string, unknown>> = { ...locator };
  const meetingLocator = parseLocator(fields);
  const message =
    fields['groupId'] === undefined
      ? 'Failed to join: this is not the link, number or chat of a Teams meeting.'
      : 'Failed to join: a group call with a groupId is for users of Communication Services. A Teams user joins a meeting by its link, number or chat, or starts a group call with several callees and a threadId.';
  check(meetingLocator, 400, fields['meetingLink'] ? 40210 : 40209, message);
  return meetingLocator;
}

/** @returns `null` if the fields name no meeting. */
function parseLocator(fields: Partial<Record<string, unknown>>): MeetingLocator | null {
  const { meetingLink, meetingId, passcode, threadId, organizerId } = fields;
  if (typeof meetingLink === 'string') return readMeetingLink(meetingLink);
  if (typeof meetingId === 'string') {
    return readMeetingNumber(meetingId, typeof passcode === 'string' ? passcode : undefined);
  }
  if (typeof threadId !== 'string' || !meetingThreadPattern.test(threadId)) return null;
  const hasOrganizer = typeof organizerId === 'string' && objectIdPattern.test(organizerId);
  return { threadId, ...(hasOrganizer && { organizer: organizerId }) };
}
