import * as z from 'zod/mini';
import { listOf } from '../base/readEntries.ts';
import { createStoredValue } from '../base/storedValue.ts';

/** A call about which events were told, but no *ended* yet. It says nothing about the other person. */
const OpenCall = z.looseObject({
  /** The call's id in the events. */
  id: z.string(),
  /** The key of the call's entry in the history. */
  entryKey: z.string(),
  direction: z.enum(['incoming', 'outgoing']),
  /** The Web Lock that the call's page holds as long as it exists. */
  page: z.string(),
  /** When the user left that page, in milliseconds since 1970; missing while the page is open, and after a crash. */
  leftAt: z.exactOptional(z.number()),
  /** Whether the web hook has got the *ended* that a later page tells. */
  isQueued: z.exactOptional(z.boolean()),
});
export type OpenCall = z.infer<typeof OpenCall>;

/** The longest list. A page that never connects again must not fill the storage. */
const maxOpenCalls = 100;

const thisPage = `switchboard.page.${crypto.randomUUID()}`;

/**
 * Remembers which of the user's calls are open, so that a later page can tell the end of those that ended with their page.
 * @param ownId the user's raw id
 */
export function createOpenCalls(
  ownId: string,
  page = thisPage,
  locks: Pick<LockManager, 'request' | 'query'> | null = globalThis.navigator?.locks ?? null,
) {
  const stored = createStoredValue<readonly OpenCall[]>(`openCalls.${ownId}`, listOf(OpenCall), []);
  /** Whether this page holds its lock. The browser frees that with the page. */
  let isLocked = false;
  const change = (id: string, next: (call: OpenCall | undefined) => OpenCall | null) =>
    stored.change((calls) => {
      const call = next(calls.find((candidate) => candidate.id === id));
      return [...calls.filter((other) => other.id !== id), ...(call ? [call] : [])].slice(-maxOpenCalls);
    });
  return {
    /** Remembers a call of this page. */
    put(call: Pick<OpenCall, 'id' | 'entryKey' | 'direction'>): void {
      if (!isLocked) void locks?.request(page, () => new Promise(() => {})).catch(() => {});
      isLocked = true;
      change(call.id, () => ({ ...call, page }));
    },
    markQueued: (id: string): void => change(id, (call) => (call ? { ...call, isQueued: true } : null)),
    remove: (id: string): void => {
      if (stored.get().some((call) => call.id === id)) change(id, () => null);
    },
    /** Lists the calls whose page exists no more. */
    async listLost(): Promise<readonly OpenCall[]> {
      const others = stored.get().filter((call) => call.page !== page);
      if (others.length === 0) return [];
      const held = await locks?.query().then(
        (state) => new Set(state.held?.map(({ name }) => name)),
        () => undefined,
      );
      // Without locks, only a page that was left is certain to be gone.
      return others.filter((call) => call.leftAt !== undefined || (held && !held.has(call.page)));
    },
    /** Must be called when the user leaves this page. */
    markLeft(): void {
      const leftAt = Date.now();
      if (stored.get().some((call) => call.page === page))
        stored.change((calls) => calls.map((call) => (call.page === page ? { leftAt, ...call } : call)));
    },
  };
}

export type OpenCalls = ReturnType<typeof createOpenCalls>;
