/** Names a meeting by its thread, with the organizer's object id if the link contains it, or by the number that people type. */
export type MeetingLocator =
  { threadId: string; organizer?: string | undefined } | { meetingId: string; passcode?: string | undefined };

/** Names a group call of ACS users by the id on which their apps have agreed, usually a GUID. */
export interface GroupLocator {
  readonly groupId: string;
}

/** Names a room, which the emulator refuses. */
export interface RoomLocator {
  readonly roomId: string;
}

/** Matches a group call's thread id, such as `19:…@thread.v2`. */
export const groupThreadPattern = /^19:[^\s@]{1,200}@thread\.(v2|tacv2|skype)$/;
/** Matches a meeting's thread id: `19:meeting_…@thread.v2`. */
export const meetingThreadPattern = /^19:meeting_[A-Za-z0-9_-]{1,150}@thread\.v2$/;
/** Matches a meeting's number, without the spaces that Teams shows between groups of digits. */
export const meetingNumberPattern = /^\d{9,15}$/;
export const maxPasscodeLength = 64;
/** Matches an Entra object id in lower case. */
export const objectIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The hosts of meeting links. Microsoft is moving Teams from the first to the second. The third is for personal accounts. */
const meetingHosts: ReadonlySet<string> = new Set([
  'teams.microsoft.com',
  'teams.cloud.microsoft',
  'teams.live.com',
]);

/**
 * Reads `https://teams.microsoft.com/l/meetup-join/<thread>/<message>?context=…` or
 * `https://teams.microsoft.com/meet/<number>?p=<passcode>`. @returns `null` for a text in neither form.
 */
export function readMeetingLink(link: string): MeetingLocator | null {
  const url = URL.parse(link);
  if (url?.protocol !== 'https:' || !meetingHosts.has(url.hostname)) return null;
  const [, number] = /^\/meet\/(\d+)$/.exec(url.pathname) ?? [];
  if (number) return readMeetingNumber(number, url.searchParams.get('p') ?? undefined);
  const [, encoded = ''] = /^\/l\/meetup-join\/([^/]+)\/\d+$/.exec(url.pathname) ?? [];
  const threadId = decodeOrNull(encoded);
  if (!threadId || !meetingThreadPattern.test(threadId)) return null;
  return { threadId, organizer: readOrganizer(url.searchParams.get('context')) };
}

/** @param meetingId with or without spaces. @returns `null` if the number or the passcode has a wrong form. */
export function readMeetingNumber(meetingId: string, passcode?: string): MeetingLocator | null {
  const digits = meetingId.replaceAll(' ', '');
  if (passcode !== undefined && passcode.length > maxPasscodeLength) return null;
  return meetingNumberPattern.test(digits) ? { meetingId: digits, passcode } : null;
}

/** Creates a meeting's link, as Teams writes it into invitations. */
export function createMeetingLink(threadId: string, tenantId: string, organizerObjectId: string): string {
  const context = encodeURIComponent(JSON.stringify({ Tid: tenantId, Oid: organizerObjectId }));
  return `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(threadId)}/0?context=${context}`;
}

/** @returns the organizer's object id in the `context` of a link; `undefined` if there is none. */
function readOrganizer(context: string | null): string | undefined {
  try {
    const { Oid } = JSON.parse(context ?? '{}') as { Oid?: unknown };
    return typeof Oid === 'string' && objectIdPattern.test(Oid) ? Oid : undefined;
  } catch {
    // The link is valid without a readable context, because the thread alone identifies the meeting.
    return undefined;
  }
}

/** @returns `null` for a text with a malformed percent-encoding. */
function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
