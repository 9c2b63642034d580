import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { CallEvent } from '../../contract/callEvent.ts';
import { openPartnerPages } from './partnerPages.ts';

const origin = 'https://crm.example';
const connect = { switchboard: 1, type: 'connect' };
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));

test('says hello only to pages of an allowed origin', () => {
  const post = vi.spyOn(window.parent, 'postMessage').mockImplementation(() => {});
  onTestFinished(() => post.mockRestore());
  const pages = openPartnerPages([origin, 'https://desk.example'], () => null);
  onTestFinished(pages.close);
  const hellos = post.mock.calls.filter(([message]) => (message as { type?: unknown }).type === 'hello');
  expect(hellos.map(([, targetOrigin]) => targetOrigin)).toEqual([origin, 'https://desk.example']);
});

/** Opens the app's side, and collects what the page around the test's frame gets. */
function startPages(onDial: Parameters<typeof openPartnerPages>[1] = () => null) {
  const sent: unknown[] = [];
  // Only messages without an origin are for everybody, among them *hello*, and Vitest's own.
  const post = vi.spyOn(window.parent, 'postMessage');
  post.mockImplementation((message: unknown) => void sent.push(message));
  const pages = openPartnerPages([origin], onDial);
  sent.length = 0;
  onTestFinished(() => {
    pages.close();
    post.mockRestore();
  });
  return { sent, pages };
}
const createMessage = (data: unknown) => new MessageEvent('message', { origin, data, source: window.parent });
const receive = (data: unknown) => window.dispatchEvent(createMessage(data));

test('answers a page that floods the app with *connect* once in a second, and a page that asks again later', () => {
  const answer = { switchboard: 1, type: 'connected' };
  const { sent } = startPages();
  for (let count = 0; count < 1_000; count += 1) receive(connect);
  expect(sent).toEqual([answer]);
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual([answer, answer]);
  vi.advanceTimersByTime(10_000);
  expect(sent).toHaveLength(2);
});

test('answers a page that has been loaded again just after its first answer', () => {
  const { sent } = startPages();
  receive(connect);
  receive(connect);
  vi.advanceTimersByTime(1_000);
  expect(sent).toHaveLength(2);
});

test('reads only the first messages of a flood', () => {
  startPages();
  let readCount = 0;
  for (let count = 0; count < 1_000; count += 1) {
    const message = createMessage(null);
    Object.defineProperty(message, 'data', { get: () => void (readCount += 1) });
    window.dispatchEvent(message);
  }
  expect(readCount).toBeLessThanOrEqual(100);
});

test.each([
  ['bob', 'bob'],
  ['', 5],
  ['', 'x'.repeat(201)],
])('tells a page that it does not call %j, and why', (target, askedFor) => {
  const { sent } = startPages((text) => (text === target ? 'target' : null));
  receive({ switchboard: 1, type: 'dial', target: askedFor });
  expect(sent).toEqual([{ switchboard: 1, type: 'refused', target, reason: 'target' }]);
});

test('tells an event that happened before once a page has connected', () => {
  const { sent, pages } = startPages();
  const onTold = vi.fn();
  const event = { switchboard: 1, type: 'ended' } as CallEvent;
  pages.tellOnceConnected(event, onTold);
  expect([sent.length, onTold.mock.calls.length]).toEqual([0, 0]);
  receive(connect);
  receive(connect);
  expect(sent).toEqual([{ switchboard: 1, type: 'connected' }, event]);
  expect(onTold).toHaveBeenCalledOnce();
});
