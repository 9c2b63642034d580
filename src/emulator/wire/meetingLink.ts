/**
 * Which meeting to join, as a link or a code names it: by its chat, with the organizer the link's context tells of, or
 * by the number and passcode people type.
 */
export type MeetingLocator =
  { threadId: string; organizer?: string | undefined } | { meetingId: string; passcode?: string | undefined };

/** The chat of a group call. */
export const chatThread = /^19:[^\s@]{1,200}@thread\.(v2|tacv2|skype)$/;
/** The chat of a meeting: `19:meeting_…@thread.v2`. */
export const meetingThread = /^19:meeting_[A-Za-z0-9_-]{1,150}@thread\.v2$/;
/** Teams shows the number in groups of digits; spaces between them are meant to be ignored. */
export const meetingNumber = /^\d{9,15}$/;
export const longestPasscode = 64;
export const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads both forms of link that Teams writes: `https://teams.microsoft.com/l/meetup-join/<thread>/<message>?context=…`
 * and `https://teams.microsoft.com/meet/<number>?p=<passcode>`.
 * @returns `null` for a text that is neither.
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

/** @returns `null` when the number cannot be one. */
export function readMeetingId(meetingId: string, passcode?: string): MeetingLocator | null {
  const digits = meetingId.replaceAll(' ', '');
  if (passcode !== undefined && passcode.length > longestPasscode) return null;
  return meetingNumber.test(digits) ? { meetingId: digits, passcode } : null;
}

/** @returns a link as Teams writes it into an invitation. @param tid and organizer become its context. */
export function meetingLink(threadId: string, tid: string, organizer: string): string {
  const context = encodeURIComponent(JSON.stringify({ Tid: tid, Oid: organizer }));
  return `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(threadId)}/0?context=${context}`;
}

function organizerIn(context: string | null): string | undefined {
  try {
    const { Oid } = JSON.parse(context ?? '{}') as { Oid?: unknown };
    return typeof Oid === 'string' && objectId.test(Oid) ? Oid : undefined;
  } catch {
    // A context that cannot be read names nobody; the meeting is found by its chat.
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
