import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright';
import { nameHelperScript } from '../support/browser.ts';
import { noThrottle, setEnvironment, setNetwork, type Environment } from './environments.ts';
import { attach, evaluate } from './quietPages.ts';

/** What one visit of a page measured. All times are in milliseconds since the navigation to the page. */
export type Visit = Awaited<ReturnType<typeof visit>>;

const timeoutMs = 30_000;

/** An entry of the browser's list of layout shifts, which TypeScript does not know. */
interface LayoutShift {
  readonly value: number;
  readonly sources: readonly { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
}

/**
 * Runs in the page before its own scripts: presses *Sign in* some time after the frame that draws it, and keeps what it has seen
 * in session storage, because the page is left.
 */
function pressSignIn(afterMs: number): void {
  let layoutShift = 0;
  let shiftedElements = '';
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as LayoutShift[]) {
      layoutShift += entry.value;
      for (const { node, previousRect, currentRect } of entry.sources)
        shiftedElements += `${node?.nodeName} ${node?.textContent}: ${JSON.stringify([previousRect, currentRect])} `;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const find = () => document.querySelector<HTMLButtonElement>('main button:not([disabled])');
  new MutationObserver((_changes, observer) => {
    if (!find()) return;
    observer.disconnect();
    // A task that follows the frame runs when the browser has drawn the button.
    requestAnimationFrame(() =>
      setTimeout(() => {
        sessionStorage['bench-visible'] = performance.now();
        setTimeout(() => {
          sessionStorage['bench-shift'] = layoutShift;
          sessionStorage['bench-shifted'] = shiftedElements;
          sessionStorage['bench-pressed'] = performance.timeOrigin + performance.now();
          find()?.click();
        }, afterMs);
      }),
    );
  }).observe(document, { subtree: true, childList: true });
}

/**
 * Visits a page in a new tab, and presses *Sign in*. The tab has no inspector (see `createQuietOpener`).
 * @param browserContextId the browser profile, in which visits follow each other
 * @param pressAfterMs milliseconds from the first frame with *Sign in* to the press
 */
export async function visit(
  session: CDPSession,
  browserContextId: string,
  url: string,
  environment: Environment,
  pressAfterMs: number,
) {
  const { targetId } = await session.send('Target.createTarget', { url: 'about:blank', browserContextId });
  /** When bytes arrived, in seconds of the browser's clock, and how many. */
  const arrivals: { at: number; bytes: number }[] = [];
  let startedAt = Number.NaN;
  let leftAt = Number.NaN;
  /** The same moment by the clock that the page can read, in milliseconds since 1970. */
  let leftAtEpochMs = Number.NaN;
  const send = await attach(session, targetId, (method, params) => {
    if (method === 'Network.requestWillBeSent') {
      type Payload = { timestamp: number; wallTime: number; type: string; request: { url: string } };
      const { timestamp, wallTime, type, request } = params as Payload;
      if (type !== 'Document') return;
      if (request.url.includes('/authorize?')) {
        leftAt = timestamp;
        leftAtEpochMs = wallTime * 1000;
      } else if (Number.isNaN(startedAt)) startedAt = timestamp;
    }
    // The length includes the headers. A file counts when it is complete.
    if (method === 'Network.loadingFinished') {
      const { timestamp, encodedDataLength } = params as { timestamp: number; encodedDataLength: number };
      arrivals.push({ at: timestamp, bytes: encodedDataLength });
    }
  });
  await send('Page.enable', {});
  await setEnvironment(send, environment);
  // Entra's page has buttons, too. A press there would lead back to the app, whose times would replace those of the first screen.
  const source = `if (location.origin === '${new URL(url).origin}') { ${nameHelperScript} (${String(pressSignIn)})(${pressAfterMs}); }`;
  await send('Page.addScriptToEvaluateOnNewDocument', { source });
  await send('Page.navigate', { url });
  for (const endsAt = Date.now() + timeoutMs; Number.isNaN(leftAt); await pause(20))
    if (Date.now() > endsAt) throw new Error(`${url} was not left for Entra.`);
  await setNetwork(send, noThrottle);
  // The page has been left, but its session storage can be read on another page of the same origin.
  await pause(300);
  await send('Page.navigate', { url: new URL('/version.json', url).href });
  const read = async (key: string) => String((await evaluate(send, `sessionStorage['bench-${key}']`)) ?? '');
  await pause(100);
  const visibleMs = Number(await read('visible'));
  const visibleAt = startedAt + visibleMs / 1000;
  const result = {
    /** When *Sign in* was drawn and took presses. */
    visibleMs,
    /** When the browser asked for Entra's page. */
    leftMs: (leftAt - startedAt) * 1000,
    /** From the press until the browser asked for Entra's page. */
    leavingMs: leftAtEpochMs - Number(await read('pressed')),
    /** Bytes of all complete answers until *Sign in* was visible, with their headers. */
    bytes: arrivals.filter(({ at }) => at <= visibleAt).reduce((sum, arrival) => sum + arrival.bytes, 0),
    /** Sum of the layout shifts (CLS) until the press. */
    layoutShift: Number(await read('shift')),
    /** The elements that shifted, with their places before and after; empty if none did. */
    shiftedElements: await read('shifted'),
  };
  await session.send('Target.closeTarget', { targetId });
  return result;
}
