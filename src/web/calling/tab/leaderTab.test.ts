import { expect, test } from 'vitest';
import { createSimulatedLocks } from '../../fixtures/simulatedLocks.ts';
import { joinLeaderElection } from './leaderTab.ts';

/** Waits until all pending promises have run their handlers. */
const waitForPromises = () => new Promise((resolve) => setTimeout(resolve));

test('the first tab is the leader tab; after it closes, the tab that has waited longest becomes the leader tab', async () => {
  const locks = createSimulatedLocks();
  const [tabA, tabB, tabC] = [
    joinLeaderElection('alice', locks),
    joinLeaderElection('alice', locks),
    joinLeaderElection('alice', locks),
  ];
  const readStatuses = () => [tabA, tabB, tabC].map(({ status }) => status.get());
  await waitForPromises();
  expect(readStatuses()).toEqual(['leader', 'other', 'other']);
  tabA.close();
  await waitForPromises();
  expect(readStatuses().slice(1)).toEqual(['leader', 'other']);
  tabB.close();
  await waitForPromises();
  expect(tabC.status.get()).toBe('leader');
});

test('takeOver makes a tab the leader tab, also a tab that was the leader tab before', async () => {
  const locks = createSimulatedLocks();
  const [tabA, tabB] = [joinLeaderElection('alice', locks), joinLeaderElection('alice', locks)];
  await waitForPromises();
  for (const [newLeader, formerLeader] of [
    [tabB, tabA],
    [tabA, tabB],
    [tabB, tabA],
  ] as const) {
    newLeader.takeOver();
    // Further calls of takeOver change nothing, neither before nor after this tab has become the leader tab.
    newLeader.takeOver();
    await waitForPromises();
    expect([newLeader.status.get(), formerLeader.status.get()]).toEqual(['leader', 'other']);
    newLeader.takeOver();
  }
  tabB.close();
  await waitForPromises();
  expect(tabA.status.get()).toBe('leader');
});

test('without locks, or if the browser forbids them, every tab is a leader tab', async () => {
  expect(joinLeaderElection('alice', null).status.get()).toBe('leader');
  const tabWithoutLocks = joinLeaderElection('alice', {
    request: () => Promise.reject(new DOMException('no', 'SecurityError')),
  });
  await waitForPromises();
  expect(tabWithoutLocks.status.get()).toBe('leader');
});
