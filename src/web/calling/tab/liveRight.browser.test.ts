import { expect, test, vi } from 'vitest';
import { joinLiveRight } from './liveRight.ts';

/** Two tabs of one user. `silence` of a tab counts how often the other tab has asked it to hold its calls. */
function openTwoTabs(silence = [vi.fn(async () => true), vi.fn(async () => true)] as const) {
  const oid = crypto.randomUUID();
  const restore = [vi.fn(), vi.fn()] as const;
  const tabs = silence.map((silenceTab, index) =>
    joinLiveRight(oid, { silence: silenceTab, restore: () => restore[index]?.() }),
  );
  return { tabs: tabs as [(typeof tabs)[0], (typeof tabs)[0]], silence, restore };
}

test('B2: a tab gets the right once the other tab has put its calls on hold, unless that one has released the right', async () => {
  const { tabs, silence } = openTwoTabs();
  const [first, second] = tabs;
  expect(await first.acquire()).toBe(true);
  expect(await first.acquire()).toBe(true);
  expect(silence[1]).not.toHaveBeenCalled();
  expect(await second.acquire()).toBe(true);
  expect(silence[0]).toHaveBeenCalledOnce();
  expect(await first.acquire()).toBe(true);
  expect(silence[1]).toHaveBeenCalledOnce();
  first.release();
  expect(await second.acquire()).toBe(true);
  expect(silence[0]).toHaveBeenCalledOnce();
  for (const tab of tabs) tab.close();
});

test('X5: a tab resumes its call if the tab that has taken the right has started no call, and not if it has', async () => {
  const { tabs, restore } = openTwoTabs();
  const [first, second] = tabs;
  await first.acquire();
  await second.acquire();
  second.release();
  await vi.waitFor(() => expect(restore[0]).toHaveBeenCalledOnce());
  await first.acquire();
  await second.acquire();
  second.keep();
  second.release();
  await first.acquire();
  // The first tab answers this request only after it has read every earlier message of the second tab.
  await second.acquire();
  expect(restore[0]).toHaveBeenCalledOnce();
  expect(restore[1]).not.toHaveBeenCalled();
  for (const tab of tabs) tab.close();
});

test('a tab does not get the right while the other tab cannot put its calls on hold', async () => {
  const timeout = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
  const refused = vi.fn(async () => {
    setTimeout(() => timeout.abort(new DOMException('late', 'TimeoutError')));
    return false;
  });
  const { tabs } = openTwoTabs([refused, vi.fn(async () => true)]);
  await tabs[0].acquire();
  expect(await tabs[1].acquire()).toBe(false);
  for (const tab of tabs) tab.close();
});

test('without locks, or if the browser forbids them, every tab has the right', async () => {
  const calls = { silence: async () => true, restore: () => {} };
  expect(await joinLiveRight('alice', calls, null).acquire()).toBe(true);
  const forbidden = joinLiveRight('alice', calls, {
    request: () => Promise.reject(new DOMException('no', 'SecurityError')),
  });
  expect(await forbidden.acquire()).toBe(true);
  forbidden.close();
});
