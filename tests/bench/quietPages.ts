import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession } from 'playwright';
import { noThrottle, setEnvironment, setNetwork, type Send } from './environments.ts';

/** Milliseconds between two looks at a page. Each look takes the page less than a millisecond. */
const lookEveryMs = 50;
const timeoutMs = 30_000;

/** The code that finds a button or link by its text, in the page. */
const find = (text: string): string =>
  `[...document.querySelectorAll('button, a')].find((element) => element.textContent.includes(${JSON.stringify(text)}))`;

/**
 * Opens pages without the inspector, which Playwright switches on in each of its pages. With the inspector, V8 records a stack
 * trace for each exception, also for those that the page catches. For the Calling SDK it then parses 7 MB a second time, which
 * takes 140 ms (`V8.CollectSourcePositions` in a trace). No user's browser does that.
 * @returns a function that opens a page in a browser profile of its own. `script` runs before the scripts of each page
 */
export async function createQuietOpener(browser: Browser) {
  const session = await browser.newBrowserCDPSession();
  await session.send('Target.setDiscoverTargets', { discover: true });
  return async (url: string, { environment = noThrottle, script = '' } = {}) => {
    const { browserContextId } = await session.send('Target.createBrowserContext');
    const { targetId } = await session.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const send = await attach(session, targetId);
    await send('Page.enable', {});
    await setEnvironment(send, environment);
    // A service worker has a connection of its own to the network.
    session.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.type === 'service_worker' && targetInfo.browserContextId === browserContextId)
        void attach(session, targetInfo.targetId).then((worker) => setNetwork(worker, environment));
    });
    await send('Page.addScriptToEvaluateOnNewDocument', { source: script });
    const navigate = (address: string) => send('Page.navigate', { url: address });
    await navigate(url);
    /** @returns the first value of the expression that is not `undefined`. It has no value while another page loads. */
    const evaluateUntilFound = async (expression: string): Promise<unknown> => {
      for (const endsAt = Date.now() + timeoutMs; Date.now() < endsAt;) {
        const value = await evaluate(send, expression);
        if (value !== undefined) return value;
        await wait(lookEveryMs);
      }
      throw new Error(`The page has not reached this within ${timeoutMs} ms: ${expression}`);
    };
    return {
      waitFor: (text: string) => evaluateUntilFound(`${find(text)} && true`),
      /** Presses the first button or link with this text, as soon as it is there. */
      press: (text: string) => evaluateUntilFound(`${find(text)} && (${find(text)}.click(), true)`),
      navigate,
      /**
       * Waits until the page, or one to which it has led, sets a performance mark.
       * @returns milliseconds from the request for that page, without redirects before it, to the mark
       */
      async waitForMark(name: string): Promise<number> {
        const markedAt = `performance.getEntriesByName(${JSON.stringify(name)})[0]?.startTime`;
        const requestedAt = `performance.getEntriesByType('navigation')[0].fetchStart`;
        return Number(await evaluateUntilFound(`${markedAt} - ${requestedAt}`));
      },
      /** Closes the page and its profile. */
      close: () => session.send('Target.disposeBrowserContext', { browserContextId }),
    };
  };
}

/** @returns the value of an expression in a page; `undefined` if the page cannot evaluate it */
export async function evaluate(send: Send, expression: string): Promise<string | number | true | undefined> {
  const answer = await send('Runtime.evaluate', { expression, returnByValue: true });
  return (answer as { result?: { value?: string | number | true } }).result?.value;
}

/**
 * Connects to a page through the session of the browser, because Playwright has no session without the inspector.
 * @param onEvent gets each event of the page
 * @returns a function that sends a command. It resolves to an empty object if the page refuses the command
 */
export async function attach(
  session: CDPSession,
  targetId: string,
  onEvent: (method: string, params: unknown) => void = () => {},
) {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, (answer: object) => void>();
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    type Message = { id?: number; result?: object; method?: string; params?: unknown };
    const { id, result, method, params } = JSON.parse(event.message) as Message;
    if (id !== undefined) waiting.get(id)?.(result ?? {});
    else if (method !== undefined) onEvent(method, params);
  });
  let count = 0;
  return (method: string, params: object): Promise<object> =>
    new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, resolve);
      const message = JSON.stringify({ id, method, params });
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
}
