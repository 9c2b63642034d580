type Locks = Pick<LockManager, 'request' | 'query'>;

/**
 * Lets a user's tabs know of each other's calls: a tab with calls holds a shared Web Lock, which the browser frees when the tab
 * closes. So a tab without calls does not report the presence *Available* to Teams during a call in another tab.
 * @param oid Entra object id of the user
 */
export function createCallsInTabs(oid: string, locks: Locks | null = globalThis.navigator?.locks ?? null) {
  const name = `switchboard.calls.${oid}`;
  let hasOwnCalls = false;
  let releaseLock = () => {};
  /** Resolves when the browser has freed the lock after this tab has released it. */
  let freed: Promise<unknown> = Promise.resolve();
  return {
    setHasCalls(hasCalls: boolean): void {
      if (hasCalls === hasOwnCalls) return;
      hasOwnCalls = hasCalls;
      if (!hasCalls) return releaseLock();
      // The browser keeps the lock until this promise resolves.
      const callsOver = new Promise<void>((resolve) => (releaseLock = resolve));
      freed = locks?.request(name, { mode: 'shared' }, () => callsOver).catch(() => {}) ?? Promise.resolve();
    },
    /** Whether one of the user's tabs has calls. Without locks, the answer is about this tab only. */
    async hasCalls(): Promise<boolean> {
      if (hasOwnCalls || !locks) return hasOwnCalls;
      await freed;
      try {
        const { held = [] } = await locks.query();
        return held.some((lock) => lock.name === name);
      } catch {
        // The browser forbids locks on this page.
        return false;
      }
    },
  };
}

export type CallsInTabs = ReturnType<typeof createCallsInTabs>;
