/**
 * Names a meeting: by its thread, with the organizer if the link tells who that is, or by the number and passcode that
 * people type.
 */
export type MeetingLocator =
  { threadId: string; organizer?: string | undefined } | { meetingId: string; passcode?: string | undefined };

/** The thread of a group call. */
export const chatThread = /^19:[^\s@]{1,200}@thread\.(v2|tacv2|skype)$/;
/** The thread of a meeting: `19:meeting_…@thread.v2`. */
export const meetingThread = /^19:meeting_[A-Za-z0-9_-]{1,150}@thread\.v2$/;
/** Without the spaces that Teams shows between groups of digits. */
export const meetingNumber = /^\d{9,15}$/;
export const longestPasscode = 64;
export const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads both forms of link that Teams writes: `https://teams.microsoft.com/l/meetup-join/<thread>/<message>?context=…`
 * and `https://teams.microsoft.com/meet/<number>?p=<passcode>`.
 * @returns `null` for a text that is no such link.
 */
export function readMeetingLink(link: string): MeetingLocator | null {
  const url = URL.parse(link);
  if (url?.protocol !== 'https:' || url.hostname !== 'teams.microsoft.com') return null;
  const [, number] = /^\/meet\/(\d+)$/.exec(url.pathname) ?? [];
  if (number) return readMeetingId(number, url.searchParams.get('p') ?? undefined);
  const [, encoded = ''] = /^\/l\/meetup-join\/([^/]+)\/\d+$/.exec(url.pathname) ?? [];
  const threadId = decode(encoded);
  if (!threadId || !meetingThread.test(threadId)) return null;
  return { threadId, organizer: organizerIn(url.searchParams.get('context')) };
}

/** @param meetingId the number, with or without spaces. @returns `null` for a number or passcode of a wrong form. */
export function readMeetingId(meetingId: string, passcode?: string): MeetingLocator | null {
  const digits = meetingId.replaceAll(' ', '');
  if (passcode !== undefined && passcode.length > longestPasscode) return null;
  return meetingNumber.test(digits) ? { meetingId: digits, passcode } : null;
}

/**
 * Makes a link as Teams writes it into an invitation.
 * @param tid the tenant id, and `organizer` the object id, that become the link's context.
 */
export function meetingLink(threadId: string, tid: string, organizer: string): string {
  const context = encodeURIComponent(JSON.stringify({ Tid: tid, Oid: organizer }));
  return `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(threadId)}/0?context=${context}`;
}

function organizerIn(context: string | null): string | undefined {
  try {
    const { Oid } = JSON.parse(context ?? '{}') as { Oid?: unknown };
    return typeof Oid === 'string' && objectId.test(Oid) ? Oid : undefined;
  } catch {
    // The thread alone identifies the meeting.
    return undefined;
  }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
