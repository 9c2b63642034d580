import type { CallEvent } from '../../contract/callEvent.ts';
import { isFramed } from '../base/isFramed.ts';
import type { DialRefusal } from './dialRequests.ts';

/** The longest text that a page may ask to call: longer than any number, address or id. In characters. */
const maxTargetLength = 200;

/** How many messages of the pages are read in a second, which is far more than they need. All further ones cost almost no time. */
const maxMessagesPerSecond = 50;
/** Milliseconds between two answers to the same page. */
const answerPauseMs = 1_000;

/** What a page of an allowed origin asks for. */
type Request = { readonly type: 'connect' } | { readonly type: 'dial'; readonly target: string };

/** Reads a message of a page. @returns `null` for any other message, such as one of a browser extension */
function readRequest(data: unknown): Request | null {
  if (typeof data !== 'object' || data === null) return null;
  const { switchboard, type, target } = data as Record<string, unknown>;
  if (switchboard !== 1) return null;
  if (type === 'connect') return { type };
  const isTarget = typeof target === 'string' && target.length > 0 && target.length <= maxTargetLength;
  // Nobody can be called by an empty text.
  return type === 'dial' ? { type, target: isTarget ? target : '' } : null;
}

/** The pages that may talk to this one: the page that shows it in a frame, and the page that has opened it. */
const listNeighbours = (): readonly Window[] =>
  [isFramed() ? window.parent : null, window.opener as Window | null].filter(
    (neighbour) => neighbour !== null,
  );

/**
 * Talks with the page that shows this one in a frame or has opened it, if its origin is allowed. That page must say *connect* first,
 * because this page cannot know its origin before: so no other page gets an event.
 * @param onDial runs when a page asks for a call. It returns why the phone refuses the call, or `null`; the page gets the reason
 */
export function openPartnerPages(
  allowedOrigins: readonly string[],
  onDial: (target: string, origin: string) => DialRefusal | null,
) {
  /** The connected pages, with their origins. */
  const connected = new Map<Window, string>();
  const send = (page: Window, origin: string, message: object) =>
    // If the page has gone to another origin since, the browser does not deliver the message.
    page.postMessage(message, origin);
  /** The events that wait until a page connects. */
  const late: { readonly event: CallEvent; readonly onTold: () => void }[] = [];
  const tell = (event: CallEvent) => {
    for (const [page, origin] of connected) send(page, origin, event);
  };
  const counter = { since: -Infinity, count: 0 };
  const isFlood = (now: number): boolean => {
    if (now - counter.since >= 1_000) Object.assign(counter, { since: now, count: 0 });
    counter.count += 1;
    return counter.count > maxMessagesPerSecond;
  };
  /** The pages that have been answered just now, and whether each has asked again since. */
  const answered = new Map<Window, boolean>();
  /** Answers *connect*. A page that asks again, for example after a reload, gets its answer after the pause at the latest. */
  const answer = (page: Window) => {
    send(page, connected.get(page) ?? '', { switchboard: 1, type: 'connected' });
    answered.set(page, false);
    setTimeout(() => {
      const asksAgain = answered.get(page);
      answered.delete(page);
      if (asksAgain) answer(page);
    }, answerPauseMs);
  };
  const onMessage = (event: MessageEvent) => {
    const { origin, source } = event;
    if (!allowedOrigins.includes(origin)) return;
    const page = listNeighbours().find((neighbour) => neighbour === source);
    // Before the data are read, because that is what takes time.
    if (!page || isFlood(event.timeStamp)) return;
    const request = readRequest(event.data);
    if (!request) return;
    if (request.type === 'dial') {
      const reason = onDial(request.target, origin);
      if (reason) send(page, origin, { switchboard: 1, type: 'refused', target: request.target, reason });
      return;
    }
    connected.set(page, origin);
    if (answered.has(page)) answered.set(page, true);
    else answer(page);
    for (const { event: lateEvent, onTold } of late.splice(0)) {
      tell(lateEvent);
      onTold();
    }
  };
  window.addEventListener('message', onMessage);
  // Asks the neighbours to connect. The browser delivers each message only to a page of that origin.
  for (const neighbour of listNeighbours())
    for (const origin of allowedOrigins) send(neighbour, origin, { switchboard: 1, type: 'hello' });
  return {
    tell,
    /** Tells an event at once if a page is connected, or else when one connects. @param onTold runs then */
    tellOnceConnected(event: CallEvent, onTold: () => void): void {
      if (connected.size === 0) return void late.push({ event, onTold });
      tell(event);
      onTold();
    },
    close: () => window.removeEventListener('message', onMessage),
  };
}
