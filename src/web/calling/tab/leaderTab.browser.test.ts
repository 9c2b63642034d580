import { expect, test } from 'vitest';
import { joinLeaderElection } from './leaderTab.ts';

/** Opens tabs of one user, one after another. `readStatuses` reads the status of each. */
async function openTabs(count: number) {
  const oid = crypto.randomUUID();
  const tabs = Array.from({ length: count }, () => joinLeaderElection(oid));
  const readStatuses = () => tabs.map(({ status }) => status.get());
  await expect.poll(readStatuses).toEqual(tabs.map((_tab, index) => (index === 0 ? 'leader' : 'other')));
  return { tabs, readStatuses };
}

test('the first tab is the leader tab; after it closes, the tab that has waited longest becomes the leader tab', async () => {
  const { tabs, readStatuses } = await openTabs(3);
  tabs[0]?.close();
  await expect.poll(() => readStatuses().slice(1)).toEqual(['leader', 'other']);
  tabs[1]?.close();
  await expect.poll(() => readStatuses()[2]).toBe('leader');
  tabs[2]?.close();
});

test('takeOver makes a tab the leader tab, also a tab that was the leader tab before', async () => {
  const { tabs, readStatuses } = await openTabs(2);
  for (const newLeader of [1, 0, 1]) {
    const statuses = newLeader === 0 ? ['leader', 'other'] : ['other', 'leader'];
    tabs[newLeader]?.takeOver();
    // Further calls of takeOver change nothing, neither before nor after this tab has become the leader tab.
    tabs[newLeader]?.takeOver();
    await expect.poll(readStatuses).toEqual(statuses);
    tabs[newLeader]?.takeOver();
  }
  tabs[1]?.close();
  await expect.poll(() => readStatuses()[0]).toBe('leader');
  tabs[0]?.close();
});

test('without locks, or if the browser forbids them, every tab is a leader tab', async () => {
  expect(joinLeaderElection('alice', null).status.get()).toBe('leader');
  const tabWithoutLocks = joinLeaderElection('alice', {
    request: () => Promise.reject(new DOMException('no', 'SecurityError')),
  });
  await expect.poll(() => tabWithoutLocks.status.get()).toBe('leader');
});
