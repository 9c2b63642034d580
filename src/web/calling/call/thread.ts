import type { TeamsCall } from '@azure/communication-calling';

/**
 * Reads the thread of a call. SDK 2.0.0 gives `null` for a call without a thread, although its published type says `undefined`.
 * @returns `null` for a 1:1 call, which has no thread
 */
export const readThreadId = ({ info }: Pick<TeamsCall, 'info'>): string | null => info.threadId ?? null;

/**
 * Whether a thread id is that of a Teams meeting or breakout room, `19:meeting_…@thread.v2`. A group call has a thread without
 * `meeting_`, and a 1:1 call has none.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/teams-interoperability
 */
export const isMeetingThread = (threadId: string | null): boolean =>
  threadId?.startsWith('19:meeting_') ?? false;
