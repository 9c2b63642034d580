import { expect, it, vi } from 'vitest';
import { inTurn, type Locks } from './inTurn.ts';

type Options = LockOptions;
type Callback = (lock: Lock | null) => unknown;

/** Locks by a plain function; the types of the real ones have overloads that nothing here uses. */
const locks = (request: (options: Options, callback: Callback) => Promise<unknown>): Locks => ({
  request: (async (_name: string, options: Options, callback: Callback) =>
    request(options, callback)) as Locks['request'],
});

/** One holder after another, as a browser does it. */
function queue(): Locks {
  let last: Promise<unknown> = Promise.resolve();
  return locks((_options, callback) => {
    const before = last;
    last = (async () => {
      await before;
      return callback(null);
    })();
    return last;
  });
}

const refused = (reason: string) => Promise.reject(new DOMException('refused', reason));

it('two tabs renew one after another, and each gets its own result', async () => {
  const shared = queue();
  const order: string[] = [];
  const work = (tab: string) => async () => {
    order.push(`${tab} begins`);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    order.push(`${tab} ends`);
    return tab;
  };
  expect(await Promise.all([inTurn(work('a'), shared), inTurn(work('b'), shared)])).toEqual(['a', 'b']);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

it('a tab that hangs loses its turn to a tab that has waited until the timeout', async () => {
  const asked: Options[] = [];
  const hung = locks(async (options, callback) => {
    asked.push(options);
    return options.steal ? callback(null) : refused('TimeoutError');
  });
  const work = vi.fn(async () => 'token');
  expect(await inTurn(work, hung)).toBe('token');
  expect(asked).toEqual([{ signal: expect.any(AbortSignal) }, { steal: true }]);
  expect(work).toHaveBeenCalledTimes(1);
});

it('work that has begun in a tab that loses its turn ends, and runs once', async () => {
  let give: (token: string) => void = () => {};
  const work = vi.fn(
    () =>
      new Promise<string>((resolve) => {
        give = resolve;
      }),
  );
  const stolen = locks((_options, callback) => {
    void callback(null);
    return refused('AbortError');
  });
  const result = inTurn(work, stolen);
  await Promise.resolve();
  give('token');
  expect(await result).toBe('token');
  expect(work).toHaveBeenCalledTimes(1);
});

it.each([
  ['there are no locks', undefined],
  ['this page may not use locks', locks(() => refused('SecurityError'))],
])('work runs although %s', async (_why, none) => {
  const work = vi.fn(async () => 'token');
  expect(await inTurn(work, none)).toBe('token');
  expect(work).toHaveBeenCalledTimes(1);
});

it('rejects with the error of the work, and does not run it again', async () => {
  const work = vi.fn(async () => {
    throw new Error('no network');
  });
  await expect(inTurn(work, queue())).rejects.toThrow('no network');
  expect(work).toHaveBeenCalledTimes(1);
});
