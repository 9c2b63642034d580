import type { TeamsCall } from '@azure/communication-calling';

/**
 * Reads the thread of a call. SDK 2.0.0 gives `null` for a call without a thread, although its published type says `undefined`.
 * @returns `null` for a 1:1 call, which has no thread
 */
export const readThreadId = ({ info }: Pick<TeamsCall, 'info'>): string | null => info.threadId ?? null;
