import type { Readable } from '../../base/store.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import type { EndedCall } from '../call/snapshot.ts';
import type { CallList } from '../calls/calls.ts';
import { followCalls, sessionsOf, type FollowedPhone } from '../calls/followCalls.ts';
import type { RejoinOffer, WayBack } from './rejoinOffer.ts';

/** The part of a phone that this file uses: its calls, those that ring, and the offers to rejoin calls. */
interface WatchedPhone extends FollowedPhone {
  readonly state: Readable<CallList & { readonly incoming: readonly unknown[] }>;
  readonly rejoin: RejoinOffer;
}

/** @returns the way back into a call; `null` while the SDK does not say who the other participant is */
function findWayBack({ target: groupOrMeeting, other, companyCall }: EndedCall): WayBack | null {
  const target = groupOrMeeting ?? (other === null ? null : { kind: 'people', rawIds: [other] });
  return target && { target, companyNumber: companyCall?.number };
}

/** A page that still exists after these milliseconds was not left: the link may have led to a download. */
const leaveTimeoutMs = 10_000;

/**
 * While the user has a call, or a call rings, lets the browser ask whether to close, reload or leave the page. The next page does not
 * ring for that caller. If the user leaves, hangs up all calls: otherwise the other participants would see a silent participant for up
 * to two minutes. The next page offers to rejoin each.
 *
 * Call this function before you create an agent: listeners run in the order in which they were added, and the SDK's own listener
 * closes the connection that the hang-up needs.
 *
 * `docs/decisions/calls.md` says why this function listens to both `beforeunload` and `pagehide`.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
 */
export function createPageLife() {
  let watchedAgent: CurrentAgent | null = null;
  let hasCallers = () => false;
  let onLeave = () => {};
  let onStay = () => {};
  let stopFollowing = () => {};
  let stayTimer: ReturnType<typeof setTimeout> | undefined;

  const hangUpAll = () => {
    // `pagehide` follows `beforeunload`, but `onLeave` must run only once.
    if (stayTimer === undefined) onLeave();
    clearTimeout(stayTimer);
    stayTimer = setTimeout(() => {
      stayTimer = undefined;
      onStay();
    }, leaveTimeoutMs);
    for (const call of watchedAgent?.get()?.calls ?? []) void call.hangUp().catch(() => {});
  };
  const onBeforeUnload = (event: Event) => {
    // The browser asks only if the user has pressed something on this page.
    if (hasCallers()) event.preventDefault();
    // The time-out runs after all listeners, when it is certain whether the browser asks the user for confirmation. If the user
    // confirms, or the page is gone by then, `pagehide` hangs up.
    setTimeout(() => {
      if (!asksUser(event)) hangUpAll();
    });
  };
  const onPageShow = ({ persisted }: PageTransitionEvent) => {
    // In a page from the back/forward cache, agent and calls are gone, but the SDK does not notice that.
    if (persisted) location.reload();
  };
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener('beforeunload', onBeforeUnload, { signal });
  window.addEventListener('pagehide', hangUpAll, { signal });
  window.addEventListener('pageshow', onPageShow, { signal });

  return {
    /**
     * Sets the phone and the agent whose calls are hung up when the user leaves the page.
     * @param onBeforeHangUp runs before the calls are hung up, while they can still be read
     */
    watch: (phone: WatchedPhone, agent: CurrentAgent, onBeforeHangUp: () => void): void => {
      const { rejoin, state, findSession } = phone;
      watchedAgent = agent;
      hasCallers = () => state.get().calls.length + state.get().incoming.length > 0;
      onLeave = () => {
        onBeforeHangUp();
        rejoin.markLeft();
      };
      onStay = rejoin.markStayed;
      stopFollowing = followCalls(phone, () => {
        const front = findSession(state.get().front ?? '');
        const others = sessionsOf(phone).filter((session) => session !== front);
        const sessions = front ? [front, ...others] : others;
        rejoin.noteCalls(sessions.flatMap((session) => findWayBack(session.readRecord()) ?? []));
      });
    },
    stop: (): void => {
      stopFollowing();
      clearTimeout(stayTimer);
      listening.abort();
    },
  };
}

/** Whether a listener has requested, by `preventDefault()` or a text in `returnValue`, that the browser asks the user. */
function asksUser(event: Event): boolean {
  // `Event` declares a boolean, but in a `beforeunload` event it is a text.
  const { returnValue } = event as unknown as { returnValue: unknown };
  return event.defaultPrevented || (typeof returnValue === 'string' && returnValue !== '');
}
