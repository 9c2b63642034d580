import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createTestEvent } from '../fixtures/testEvent.ts';
import { createEventQueue } from './eventQueue.ts';
import { openWaitingEvents } from './waitingEvents.ts';

stubLocalStorage();
beforeEach(() => {
  vi.useFakeTimers();
  // Node's global object takes no listeners.
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});
afterEach(() => void vi.useRealTimers());

/** Runs the request for a lock at once, as in the only tab. */
const onlyTab = { request: (_name: string, _options: unknown, run: () => Promise<void>) => run() } as never;
/** Creates a queue whose web hook answers as `hook.answer` says. */
function openQueue(name: string, answer: 'sent' | 'refused' | 'failed' = 'sent') {
  const hook = { answer, ids: [] as string[] };
  const send = async ({ id }: { id: string }) => {
    hook.ids.push(id);
    return hook.answer;
  };
  const queue = createEventQueue({ send, waiting: openWaitingEvents(name) }, name, onlyTab);
  onTestFinished(() => queue.stop());
  return { hook, queue };
}
const waitMs = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('sends events in their order, each once', async () => {
  const { hook, queue } = openQueue('order');
  for (const id of ['a', 'b', 'b', 'c']) queue.add(createTestEvent(id));
  await waitMs(0);
  expect(hook.ids).toEqual(['a', 'b', 'c']);
});

test('H1: sends several events that another tab has stored at once', async () => {
  const { hook, queue } = openQueue('burst');
  await waitMs(0);
  openWaitingEvents('burst').change(() => [createTestEvent('a'), createTestEvent('b')]);
  queue.add(createTestEvent('c'));
  await waitMs(0);
  expect(hook.ids).toEqual(['a', 'b', 'c']);
});

test('keeps events while the web hook is down, says so once, and sends all of them later, also after a reload', async () => {
  const { hook, queue } = openQueue('down', 'failed');
  queue.add(createTestEvent('a'));
  queue.add(createTestEvent('b'));
  await waitMs(0);
  expect([queue.state.get(), hook.ids]).toEqual(['ok', ['a']]);
  await waitMs(600_000);
  expect(queue.state.get()).toBe('down');
  // Ten minutes with pauses of 15 s on average.
  expect(hook.ids.length).toBeGreaterThan(15);
  expect(hook.ids.length).toBeLessThan(120);
  queue.stop();
  const { hook: hookAfterReload, queue: queueAfterReload } = openQueue('down');
  queueAfterReload.add(createTestEvent('c'));
  await waitMs(0);
  expect(hookAfterReload.ids).toEqual(['a', 'b', 'c']);
});

test('withdraws the message when the web hook takes events again', async () => {
  const { hook, queue } = openQueue('again', 'failed');
  queue.add(createTestEvent('a'));
  await waitMs(120_000);
  hook.answer = 'sent';
  await waitMs(30_000);
  expect(queue.state.get()).toBe('ok');
});

test('says that something is lost if the queue is full', async () => {
  const { queue } = openQueue('full', 'failed');
  for (let index = 0; index <= 400; index += 1) queue.add(createTestEvent(`event-${index}`));
  expect(queue.state.get()).toBe('lost');
});

test('goes on after a refused event, and says once that some were refused, until an event is taken', async () => {
  const { hook, queue } = openQueue('refused', 'refused');
  const add = async (id: string) => {
    queue.add(createTestEvent(id));
    await waitMs(0);
    return queue.state.get();
  };
  expect(await add('a')).toBe('refused');
  queue.dismiss();
  expect(await add('b')).toBe('ok');
  hook.answer = 'sent';
  await add('c');
  hook.answer = 'refused';
  expect(await add('d')).toBe('refused');
  expect(hook.ids).toEqual(['a', 'b', 'c', 'd']);
});

test('does not say again that the web hook is down when the user has read it', async () => {
  const { queue } = openQueue('read', 'failed');
  queue.add(createTestEvent('a'));
  await waitMs(120_000);
  queue.dismiss();
  await waitMs(120_000);
  expect(queue.state.get()).toBe('ok');
});
