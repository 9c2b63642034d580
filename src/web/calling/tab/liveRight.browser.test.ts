import { expect, onTestFinished, test, vi } from 'vitest';
import { joinLiveRight } from './liveRight.ts';

/** Two tabs of one user. `silence` of a tab counts how often the other tab has asked it to hold its calls. */
function openTwoTabs(silenceFirst = async () => true) {
  const oid = crypto.randomUUID();
  const openTab = (silence: () => Promise<boolean>) => {
    const calls = { silence: vi.fn(silence), restore: vi.fn() };
    const tab = joinLiveRight(oid, calls);
    onTestFinished(tab.close);
    return { ...tab, ...calls };
  };
  return [openTab(silenceFirst), openTab(async () => true)] as const;
}

test('B2: a tab gets the right once the other tab has put its calls on hold, unless that one has released the right', async () => {
  const [first, second] = openTwoTabs();
  expect(await first.acquire()).toBe(true);
  expect(await first.acquire()).toBe(true);
  expect(second.silence).not.toHaveBeenCalled();
  expect(await second.acquire()).toBe(true);
  expect(first.silence).toHaveBeenCalledOnce();
  expect(await first.acquire()).toBe(true);
  expect(second.silence).toHaveBeenCalledOnce();
  first.release();
  expect(await second.acquire()).toBe(true);
  expect(first.silence).toHaveBeenCalledOnce();
});

test('X5: a tab resumes its call if the tab that has taken the right has started no call, and not if it has', async () => {
  const [first, second] = openTwoTabs();
  await first.acquire();
  await second.acquire();
  second.release();
  await vi.waitFor(() => expect(first.restore).toHaveBeenCalledOnce());
  await first.acquire();
  await second.acquire();
  second.keep();
  second.release();
  await first.acquire();
  // The first tab answers this request only after it has read every earlier message of the second tab.
  await second.acquire();
  expect(first.restore).toHaveBeenCalledOnce();
  expect(second.restore).not.toHaveBeenCalled();
});

test('a tab does not get the right while the other tab cannot put its calls on hold', async () => {
  const timeout = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
  const [first, second] = openTwoTabs(async () => {
    setTimeout(() => timeout.abort(new DOMException('late', 'TimeoutError')));
    return false;
  });
  await first.acquire();
  expect(await second.acquire()).toBe(false);
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
