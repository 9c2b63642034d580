import { expect, it } from 'vitest';
import { createCallsInTabs } from './callsInTabs.ts';

it('tells each tab of a user whether any of them has a call, and does not tell other users', async () => {
  const oid = crypto.randomUUID();
  const [first, second] = [createCallsInTabs(oid), createCallsInTabs(oid)];
  const otherUser = createCallsInTabs(crypto.randomUUID());
  expect(await second.hasCalls()).toBe(false);
  first.setHasCalls(true);
  second.setHasCalls(true);
  second.setHasCalls(false);
  expect(await second.hasCalls()).toBe(true);
  expect(await otherUser.hasCalls()).toBe(false);
  first.setHasCalls(false);
  expect(await Promise.all([first.hasCalls(), second.hasCalls()])).toEqual([false, false]);
});
