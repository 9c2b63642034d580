type Locks = Pick<LockManager, 'request' | 'query'>;

/**
 * Lets the tabs of a user know of each other's calls: a tab with calls holds a shared Web Lock, which ends with the tab. All
 * tabs report one presence to Teams, so a tab without calls must not report *Available* during a call in another tab.
 * @param oid Entra object id of the user
 */
export function createCallsInTabs(oid: string, locks: Locks | null = globalThis.navigator?.locks ?? null) {
  const name = `switchboard.calls.${oid}`;
  let hasOwnCalls = false;
  let releaseLock = () => {};
  /** Resolves once the lock that this tab has given up is free. */
  let freed: Promise<unknown> = Promise.resolve();
  return {
    setHasCalls(hasCalls: boolean): void {
      if (hasCalls === hasOwnCalls) return;
      hasOwnCalls = hasCalls;
      if (!hasCalls) return releaseLock();
      const over = new Promise<void>((resolve) => (releaseLock = resolve));
      freed = locks?.request(name, { mode: 'shared' }, () => over).catch(() => {}) ?? Promise.resolve();
    },
    /** @returns whether a tab of the user has calls; without locks, whether this tab has */
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
