import type { TeamsCall } from '@azure/communication-calling';
import type { Unsubscribe } from '../sdk/listen.ts';

interface LeavingDeps {
  readonly calls: () => readonly TeamsCall[];
  /** Runs before the calls end, while they can still be read. */
  readonly onLeave: () => void;
  /** Runs if the page stays although it seemed to be left, for example after a link to a download. Its calls have ended. */
  readonly onStay: () => void;
  readonly page?: EventTarget;
  readonly reload?: () => void;
}

/** Milliseconds after which a page that still exists was not left. */
const leaveTimeoutMs = 10_000;

/**
 * Hangs up all calls when the user closes, reloads or leaves the page. Otherwise the other participants would see a silent
 * participant until the service removes it, after up to two minutes.
 *
 * Call it before an agent is created. Listeners run in the order in which they were added, and after the SDK's listener has
 * closed the SDK's connection, `hangUp` can no longer be sent.
 *
 * `docs/decisions/leaving-the-page.md` says why it listens to `beforeunload` and `pagehide`.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
 */
export function hangUpOnLeave({
  calls,
  onLeave,
  onStay,
  page = window,
  reload = () => location.reload(),
}: LeavingDeps): Unsubscribe {
  let stayTimer: ReturnType<typeof setTimeout> | undefined;

  const leave = () => {
    if (stayTimer === undefined) onLeave();
    clearTimeout(stayTimer);
    stayTimer = setTimeout(() => {
      stayTimer = undefined;
      onStay();
    }, leaveTimeoutMs);
    for (const call of calls()) void call.hangUp().catch(() => {});
  };

  const beforeUnload = (event: Event) => {
    // Whether the browser asks the user is known only when all listeners have run. The page still exists while the next one
    // is loaded. If it does not, or if the user confirms that they want to leave, `pagehide` follows.
    setTimeout(() => {
      if (!asksUser(event)) leave();
    });
  };
  const pageShow = (event: Event) => {
    // The page comes back from the browser's cache of pages. Its calls and its agent are gone, and the SDK does not know.
    if ((event as PageTransitionEvent).persisted) reload();
  };

  page.addEventListener('beforeunload', beforeUnload);
  page.addEventListener('pagehide', leave);
  page.addEventListener('pageshow', pageShow);
  return () => {
    clearTimeout(stayTimer);
    page.removeEventListener('beforeunload', beforeUnload);
    page.removeEventListener('pagehide', leave);
    page.removeEventListener('pageshow', pageShow);
  };
}

/** Whether the browser asks the user before it leaves the page. A text in `returnValue` is the older way to request it. */
function asksUser(event: Event): boolean {
  const { returnValue } = event as unknown as { returnValue: unknown };
  return event.defaultPrevented || (typeof returnValue === 'string' && returnValue !== '');
}
