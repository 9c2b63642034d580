import { joinStops } from '../../base/subscriptions.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import { followCalls, type FollowedPhone } from '../calls/followCalls.ts';
import type { RejoinOffer } from './rejoinOffer.ts';

/** The part of a phone that this file uses: its calls, and the offer to rejoin a call. */
interface WatchedPhone extends FollowedPhone {
  readonly rejoin: RejoinOffer;
}

/** Milliseconds after which a page that still exists was not left, for example because of a link to a download. */
const leaveTimeoutMs = 10_000;

/**
 * Hangs up all calls when the user closes, reloads or leaves the page. Otherwise the other participants would see a
 * silent participant until the service removes it, after up to two minutes. The next page offers to rejoin the front
 * call (the call on the screen).
 *
 * Call this function before an agent is created. Listeners run in the order in which they were added, and the SDK's own
 * listener closes the SDK's connection. After that, `hangUp` can no longer be sent.
 *
 * `docs/decisions/calls.md` says why this function listens to both `beforeunload` and `pagehide`.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
 */
export function createPageLife() {
  let watchedAgent: CurrentAgent | null = null;
  let onLeave = () => {};
  let onStay = () => {};
  let stopFollowing = () => {};
  let stayTimer: ReturnType<typeof setTimeout> | undefined;

  const hangUpAll = () => {
    // `pagehide` follows `beforeunload`: `onLeave` runs only for the first of them.
    if (stayTimer === undefined) onLeave();
    clearTimeout(stayTimer);
    stayTimer = setTimeout(() => {
      stayTimer = undefined;
      onStay();
    }, leaveTimeoutMs);
    for (const call of watchedAgent?.get()?.calls ?? []) void call.hangUp().catch(() => {});
  };
  const onBeforeUnload = (event: Event) => {
    // Only when all listeners have run is it certain whether the browser asks the user for confirmation, so this code
    // runs in a timer. The page usually still exists then. If it does not, or if the user confirms, `pagehide` hangs
    // up.
    setTimeout(() => {
      if (!asksUser(event)) hangUpAll();
    });
  };
  const onPageShow = ({ persisted }: PageTransitionEvent) => {
    // The page comes back from the back/forward cache. Its agent and calls are gone, which the SDK does not notice.
    if (persisted) location.reload();
  };
  window.addEventListener('beforeunload', onBeforeUnload);
  window.addEventListener('pagehide', hangUpAll);
  window.addEventListener('pageshow', onPageShow);

  return {
    /**
     * Sets the phone and the agent whose calls are hung up when the user leaves the page.
     * @param onBeforeHangUp runs before that, while the calls can still be read
     */
    watch: (phone: WatchedPhone, agent: CurrentAgent, onBeforeHangUp: () => void): void => {
      const { rejoin, state, findSession } = phone;
      watchedAgent = agent;
      onLeave = () => {
        onBeforeHangUp();
        rejoin.markLeft();
      };
      onStay = rejoin.markStayed;
      stopFollowing = followCalls(phone, () => {
        const frontSession = findSession(state.get().front ?? '');
        rejoin.noteFrontCall(frontSession?.findRejoinTarget() ?? null);
      });
    },
    stop: joinStops(
      () => stopFollowing(),
      () => clearTimeout(stayTimer),
      () => window.removeEventListener('beforeunload', onBeforeUnload),
      () => window.removeEventListener('pagehide', hangUpAll),
      () => window.removeEventListener('pageshow', onPageShow),
    ),
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
