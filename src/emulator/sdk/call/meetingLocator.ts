import type * as Real from '@azure/communication-calling';
import {
  meetingThreadPattern,
  objectIdPattern,
  readMeetingNumber,
  readMeetingLink,
  type GroupLocator,
  type MeetingLocator,
  type RoomLocator,
} from '../../wire/meetingLink.ts';
import { check } from '../base/errors.ts';

/** The ways in which the SDK lets an app name a meeting: its link, its id and passcode, or its coordinates. */
/** What `join` of a Teams user's agent takes. */
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

/** What `join` of an ACS user's agent takes. */
export type AcsLocator = Real.GroupCallLocator | Real.RoomCallLocator | Locator;

/**
 * Translates the locator of an ACS user. SDK 2.0.0 was seen to take any text as the id of a group.
 * @throws 500/41001 (code/subcode) for an id of a group or a room that is no text; the errors of `readLocator`.
 */
export function readAcsLocator(locator: AcsLocator): GroupLocator | MeetingLocator | RoomLocator {
  const { groupId, roomId }: Partial<Record<string, unknown>> = { ...locator };
  const id = roomId || groupId;
  if (!id) return readLocator(locator as Locator);
  const isText = typeof id === 'string';
  check(isText, 500, 41001, 'Failed to join: the id is not a string.', 'UnexpectedClientError');
  return roomId ? { roomId: id } : { groupId: id };
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
