import type { NewMeetings } from './newMeetings.ts';
import type { TodaysMeetings } from './todaysMeetings.ts';
import type { GraphFailure } from '../errors/graphFailure.ts';

export interface ChatMessage {
  readonly id: string;
  /** Entra object id of the sender; `null` if an app or a person without an object id has sent the message. */
  readonly senderOid: string | null;
  /** The text without its formatting. */
  readonly text: string;
  /** When the message was sent, in milliseconds since 1970. */
  readonly sentAt: number;
}

/** The chats of the user, each with one other person. */
export interface Messages {
  /** @returns the latest messages of people, the newest message last */
  readonly list: (otherOid: string, signal?: AbortSignal) => Promise<readonly ChatMessage[] | GraphFailure>;
  /** Sends a plain text. @returns the sent message */
  readonly send: (otherOid: string, text: string) => Promise<ChatMessage | GraphFailure>;
}

/**
 * The user's working day besides calls: today's meetings, new meetings and chats. A component may use a part only while
 * the user has consented to its feature, which `useConsent` tells.
 */
export interface Workday {
  readonly todaysMeetings: TodaysMeetings;
  readonly messages: Messages;
  readonly newMeetings: NewMeetings;
}
