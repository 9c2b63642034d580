import { createStore } from '../base/store.ts';
import type { GraphFailure } from '../errors/graphFailure.ts';
import type { Result } from '../errors/problem.ts';
import type { Queue } from './queue.ts';
import type { TodaysMeetings } from './todaysMeetings.ts';

export interface ChatMessage {
  readonly id: string;
  /** Entra object id of the sender; `null` if an app or a person without an object id has sent the message. */
  readonly senderOid: string | null;
  /** The text without its formatting. */
  readonly text: string;
  /** When the message was sent, in milliseconds since 1970. */
  readonly sentAt: number;
}

/** The user's chats with one other person each. */
export interface Messages {
  /** @returns the latest messages that people have sent, the newest one last */
  readonly list: (otherOid: string, signal?: AbortSignal) => Promise<readonly ChatMessage[] | GraphFailure>;
  /** Sends a plain text. @returns the sent message */
  readonly send: (otherOid: string, text: string) => Promise<ChatMessage | GraphFailure>;
}

/** Creates a Teams meeting that is in no calendar. @param subject its name in Teams @returns the join link */
export type CreateMeeting = (subject: string) => Promise<Result<string>>;

/** Wraps `createMeeting` so that the last link is remembered: the view that shows the link may close meanwhile. */
export function createNewMeetings(createMeeting: CreateMeeting) {
  const lastLink = createStore<string | null>(null);
  return {
    /** The join link of the last meeting that this page created, with which the user invites people; `null` before the first. */
    lastLink,
    async create(subject: string): Promise<Result<string>> {
      const created = await createMeeting(subject);
      if (created.ok) lastLink.set(created.value);
      return created;
    },
  };
}

/**
 * The user's working day besides calls: today's meetings, new meetings, chats and the queue. A component may use a part only while
 * the user has consented to its feature, which `useConsent` tells.
 */
export interface Workday {
  readonly todaysMeetings: TodaysMeetings;
  readonly messages: Messages;
  /** The callers who wait for an agent; `null` if the company's server application offers no queue. */
  readonly queue: Queue | null;
  readonly newMeetings: ReturnType<typeof createNewMeetings>;
}
