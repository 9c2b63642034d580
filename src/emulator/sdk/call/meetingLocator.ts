import type * as Real from '@azure/communication-calling';
import {
  meetingThreadPattern,
  objectIdPattern,
  readMeetingNumber,
  readMeetingLink,
  type MeetingLocator,
} from '../../wire/meetingLink.ts';
import { check } from '../base/errors.ts';

/** The ways in which the SDK lets an app name a meeting. */
export type Locator =
  Real.TeamsMeetingLinkLocator | Real.TeamsMeetingIdLocator | Real.TeamsMeetingCoordinatesLocator;

/** Translates the app's locator (a link, an id with a passcode, or coordinates) for the signalling server. */
export function readLocator(locator: Locator): MeetingLocator {
  const fields: Partial<Record<string, unknown>> = { ...locator };
  const meetingLocator = parseLocator(fields);
  const message = 'Failed to join: this is not the link, number or chat of a Teams meeting.';
  check(meetingLocator, 400, fields['meetingLink'] ? 40210 : 40209, message);
  return meetingLocator;
}

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
