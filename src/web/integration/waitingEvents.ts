import { CallEvent } from '../../contract/callEvent.ts';
import { listOf } from '../base/readEntries.ts';
import { createStoredValue, forgetStoredValue, type StoredValue } from '../base/storedValue.ts';
import { withTimeout } from '../base/withTimeout.ts';

/** The events that the web hook has not taken yet, oldest first. They survive a reload and the end of the browser. */
type WaitingEvents = StoredValue<readonly CallEvent[]>;

/** The web hook of the company's own systems, as the page uses it. */
export interface WebHook {
  /** Tells the token service about a call, which passes that on. */
  readonly send: (event: CallEvent) => Promise<'sent' | 'refused' | 'failed'>;
  readonly waiting: WaitingEvents;
}

/** The longest time in milliseconds for which a sign-out waits for the web hook. A hook that works takes far less. */
const lastChanceMs = 2_000;

const getStoredName = (oid: string): string => `callEvents.${oid}`;

/** @param oid Entra object id of the user, whose events no other user of the browser gets */
export const openWaitingEvents = (oid: string): WaitingEvents =>
  createStoredValue<readonly CallEvent[]>(getStoredName(oid), listOf(CallEvent), []);

/**
 * Deletes a user's waiting events from the browser at once, and sends them a last time from memory.
 * @param webHook `null` if nothing can be sent for the user
 * @param options.forGood whether this page must not store events of the user any more
 * @returns a promise that resolves when all are sent, the first attempt has failed, or the time is over
 */
export async function forgetWaitingEvents(
  oid: string,
  webHook: WebHook | null,
  options: { forGood: boolean },
): Promise<void> {
  const events = webHook?.waiting.get() ?? [];
  forgetStoredValue(getStoredName(oid), options);
  let isOver = false;
  const sendAll = async () => {
    for (const event of events) if (isOver || (await webHook?.send(event)) === 'failed') return;
  };
  await withTimeout(sendAll(), lastChanceMs, () => (isOver = true));
}
