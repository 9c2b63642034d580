import { expect, test } from 'vitest';
import { createLeaderTab } from './leaderTab.ts';

/** The locks of one browser, which its tabs share. Each lock has a queue. */
function createLocks() {
  type Held = { name: string; lost: (cause: unknown) => void };
  let held: Held | null = null;
  const queue: (() => void)[] = [];
  const abort = () => new DOMException('gone', 'AbortError');
  const passOn = () => {
    held = null;
    queue.shift()?.();
  };
  const grant = (name: string, work: LockGrantedCallback<unknown>) =>
    new Promise((resolve, reject) => {
      const mine: Held = { name, lost: reject };
      held = mine;
      void Promise.resolve(work({ name, mode: 'exclusive' })).then((value) => {
        if (held === mine) passOn();
        resolve(value);
      });
    });
  const request = (name: string, options: LockOptions, work: LockGrantedCallback<unknown>) => {
    if (options.steal) {
      held?.lost(abort());
      return grant(name, work);
    }
    if (!held) return grant(name, work);
    if (options.ifAvailable) return Promise.resolve(work(null));
    return new Promise((resolve, reject) => {
      const turn = () => resolve(grant(name, work));
      queue.push(turn);
      options.signal?.addEventListener('abort', () => {
        queue.splice(queue.indexOf(turn) >>> 0, 1);
        reject(abort());
      });
    });
  };
  return { request } as Pick<LockManager, 'request'>;
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

test('the first tab is the leader tab; when it closes, the tab that has waited longest becomes it', async () => {
  const locks = createLocks();
  const [a, b, c] = [
    createLeaderTab('alice', locks),
    createLeaderTab('alice', locks),
    createLeaderTab('alice', locks),
  ];
  const statuses = () => [a, b, c].map(({ status }) => status.get());
  await settle();
  expect(statuses()).toEqual(['leader', 'other', 'other']);
  a.close();
  await settle();
  expect(statuses().slice(1)).toEqual(['leader', 'other']);
  b.close();
  await settle();
  expect(c.status.get()).toBe('leader');
});

test('a tab takes over at once, and the former leader tab waits again and can take over in turn', async () => {
  const locks = createLocks();
  const [a, b] = [createLeaderTab('alice', locks), createLeaderTab('alice', locks)];
  await settle();
  for (const [taker, loser] of [
    [b, a],
    [a, b],
    [b, a],
  ] as const) {
    taker.take();
    // Taking over twice, or in the leader tab, changes nothing.
    taker.take();
    await settle();
    expect([taker.status.get(), loser.status.get()]).toEqual(['leader', 'other']);
    taker.take();
  }
  b.close();
  await settle();
  expect(a.status.get()).toBe('leader');
});

test('without locks, or if the browser forbids them, every tab is a leader tab', async () => {
  expect(createLeaderTab('alice', null).status.get()).toBe('leader');
  const forbidden = createLeaderTab('alice', {
    request: () => Promise.reject(new DOMException('no', 'SecurityError')),
  });
  await settle();
  expect(forbidden.status.get()).toBe('leader');
});
