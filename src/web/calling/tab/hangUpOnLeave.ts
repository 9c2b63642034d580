import type { TeamsCall } from '@azure/communication-calling';
import type { Unsubscribe } from '../sdk/listen.ts';

interface LeavingDeps {
  readonly getCalls: () => readonly TeamsCall[];
  /** Runs before the calls end, while they can still be read. */
  readonly onLeave: () => void;
  /**
   * Runs if the page still exists 10 s after the user seemed to leave it, for example by a link to a download. The
   * calls have been hung up.
   */
  readonly onStay: () => void;
  /** The target of the page's events. `window` by default; tests replace it. */
  readonly page?: EventTarget;
  readonly reload?: () => void;
}

/** If the page still exists after this time, the user has not left it. In milliseconds. */
const leaveTimeoutMs = 10_000;

/**
 * Hangs up all calls when the user closes, reloads or leaves the page. Otherwise the other participants would see a
 * silent participant until the service removes it, after up to two minutes.
 *
 * Call this function before an agent is created. Listeners run in the order in which they were added, and the SDK's own
 * listener closes the SDK's connection. After that, `hangUp` can no longer be sent.
 *
 * `docs/decisions/calls.md` says why this function listens to both `beforeunload` and `pagehide`.
 * @returns the unsubscribe
 * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
 */
export function hangUpOnLeave({
  getCalls,
  onLeave,
  onStay,
  page = window,
  reload = () => location.reload(),
}: LeavingDeps): Unsubscribe {
  let stayTimer: ReturnType<typeof setTimeout> | undefined;

  const hangUpAll = () => {
    // `pagehide` follows `beforeunload`: `onLeave` runs only for the first of them.
    if (stayTimer === undefined) onLeave();
    clearTimeout(stayTimer);
    stayTimer = setTimeout(() => {
      stayTimer = undefined;
      onStay();
    }, leaveTimeoutMs);
    for (const call of getCalls()) void call.hangUp().catch(() => {});
  };

  const onBeforeUnload = (event: Event) => {
    // Only when all listeners have run is it certain whether the browser asks the user for confirmation, so this code
    // runs in a timer. The page usually still exists then. If it does not, or if the user confirms, `pagehide` hangs
    // up.
    setTimeout(() => {
      if (!asksUser(event)) hangUpAll();
    });
  };
  const onPageShow = (event: Event) => {
    // `persisted`: the page comes back from the back/forward cache. Its agent and calls are gone, which the SDK does
    // not notice.
    if ((event as PageTransitionEvent).persisted) reload();
  };

  page.addEventListener('beforeunload', onBeforeUnload);
  page.addEventListener('pagehide', hangUpAll);
  page.addEventListener('pageshow', onPageShow);
  return () => {
    clearTimeout(stayTimer);
    page.removeEventListener('beforeunload', onBeforeUnload);
    page.removeEventListener('pagehide', hangUpAll);
    page.removeEventListener('pageshow', onPageShow);
  };
}

/**
 * Whether the browser asks the user before it leaves the page. A listener requests that by `preventDefault()`, or in
 * the older way by a text in `returnValue`.
 */
function asksUser(event: Event): boolean {
  const { returnValue } = event as unknown as { returnValue: unknown };
  return event.defaultPrevented || (typeof returnValue === 'string' && returnValue !== '');
}
