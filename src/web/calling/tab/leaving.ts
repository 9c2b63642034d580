import type { TeamsCall } from '@azure/communication-calling';
import type { Unsubscribe } from '../sdk/listen.ts';

interface LeavingDeps {
  readonly calls: () => readonly TeamsCall[];
  /** Runs before the calls end, while there is still something to read of them. */
  readonly onLeave: () => void;
  /** The page stayed after all, as after a link that became a download. Its calls have ended. */
  readonly onStay: () => void;
  readonly page?: EventTarget;
  readonly reload?: () => void;
}

/** A page that is still here after this time was not left. */
const leftWithinMs = 10_000;

/**
 * Ends the calls of a page that is closed, reloaded or left; otherwise the others see a silent participant until the
 * service gives up, after up to two minutes.
 *
 * Call it before there is an agent: listeners run in the order in which they were added, and once the SDK has closed its
 * connection at the same event, no `hangUp` gets out.
 *
 * `docs/decisions/leaving-the-page.md` says why it listens to both events.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
 */
export function hangUpOnLeave({
  calls,
  onLeave,
  onStay,
  page = window,
  reload = () => location.reload(),
}: LeavingDeps): Unsubscribe {
  let staying: ReturnType<typeof setTimeout> | undefined;

  const leave = () => {
    if (staying === undefined) onLeave();
    clearTimeout(staying);
    staying = setTimeout(() => {
      staying = undefined;
      onStay();
    }, leftWithinMs);
    for (const call of calls()) void call.hangUp().catch(() => {});
  };

  const beforeUnload = (event: Event) => {
    // Only once all listeners have run it is known whether one of them has the person asked. The page lives on while
    // the next one is fetched; where it does not, or once the person has said yes, `pagehide` follows.
    setTimeout(() => {
      if (!asksPerson(event)) leave();
    });
  };
  const pageShow = (event: Event) => {
    // Back from the browser's cache of pages: calls and agent are gone, and the SDK does not know.
    if ((event as PageTransitionEvent).persisted) reload();
  };

  page.addEventListener('beforeunload', beforeUnload);
  page.addEventListener('pagehide', leave);
  page.addEventListener('pageshow', pageShow);
  return () => {
    clearTimeout(staying);
    page.removeEventListener('beforeunload', beforeUnload);
    page.removeEventListener('pagehide', leave);
    page.removeEventListener('pageshow', pageShow);
  };
}

/** Whether the browser asks the person if they want to leave. The older way is a text in `returnValue`. */
function asksPerson(event: Event): boolean {
  const { returnValue } = event as unknown as { returnValue: unknown };
  return event.defaultPrevented || (typeof returnValue === 'string' && returnValue !== '');
}
