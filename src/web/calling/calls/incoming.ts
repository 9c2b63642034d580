import type { TeamsCall, TeamsIncomingCall } from '@azure/communication-calling';
import { withTimeout } from '../../base/withTimeout.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import type { Devices } from '../devices/devices.ts';
import { giveBack, localMedia } from '../devices/localMedia.ts';
import { createIncomingList, type IncomingListDeps, type Ring } from './incomingList.ts';

interface IncomingDeps extends IncomingListDeps {
  /** Puts every call on hold, then takes this one, as `LiveCall.begin` does. */
  readonly begin: (start: () => Promise<TeamsCall | null>) => Promise<TeamsCall | null>;
  readonly hangUp: (call: TeamsCall) => Promise<void>;
}

/** Milliseconds. Most browsers answer sooner, and a card that changes and then disappears at once would only flash. */
const tellAfterMs = 50;
/** Milliseconds that the SDK may take to accept a call. Documented: it gives up a call's set-up after 85 s. */
const acceptTimeoutMs = 85_000;

/** Accepts and declines the calls that ring. No command rejects. */
export function createIncoming(current: CurrentAgent, devices: Devices, deps: IncomingDeps) {
  const list = createIncomingList(current, deps);

  const reject = async ({ incoming }: Ring): Promise<void> => {
    try {
      await incoming.reject();
    } catch (cause) {
      deps.onProblem(fromSdk(cause, 'call-command-failed').problem);
    }
  };

  /** Accepts the call, once every other call is on hold. @returns `null` when it could not be accepted */
  const take = async (
    key: string,
    ring: Ring,
    media: Parameters<TeamsIncomingCall['accept']>[0],
  ): Promise<TeamsCall | null> => {
    // The caller may have hung up while the other calls were put on hold.
    if (list.find(key) !== ring) return null;
    ring.answer = 'sent';
    let call: TeamsCall | null = null;
    try {
      call = await withTimeout(ring.incoming.accept(media), acceptTimeoutMs);
    } catch (cause) {
      if (ring.meanwhile === null) deps.onProblem(fromSdk(cause, 'call-not-answered').problem);
    }
    if (ring.meanwhile === 'declined') {
      await (call ? deps.hangUp(call) : reject(ring));
      return null;
    }
    if (call) list.remove(key);
    else if (ring.meanwhile === 'ended') list.over(key, ring);
    return call;
  };

  return {
    publish: list.publish,
    /** @returns whether the call was taken */
    async accept(key: string, { video }: { video: boolean }): Promise<boolean> {
      const ring = list.find(key);
      if (!ring || ring.answer !== 'none' || !deps.isLeaderTab()) return false;
      ring.answer = 'begun';
      const tell = setTimeout(() => {
        ring.isSlow = true;
        list.publish();
      }, tellAfterMs);
      let media: Awaited<ReturnType<typeof localMedia>> = null;
      let call: TeamsCall | null = null;
      try {
        // The caller waits, so the call is taken without a microphone too: the user can listen, and speak once it is allowed.
        media = await localMedia(devices, { video, needsVoice: false }, deps.onProblem);
        const options = media;
        // The call kept ringing while the browser asked. By now it may have been declined or be over.
        if (options && list.find(key) === ring) call = await deps.begin(() => take(key, ring, options));
      } catch (cause) {
        deps.onProblem(fromSdk(cause, 'call-not-answered').problem);
      } finally {
        clearTimeout(tell);
        ring.answer = 'none';
        ring.isSlow = false;
        if (!call) giveBack(media);
        list.publish();
      }
      return call !== null;
    },
    decline: async (key: string): Promise<void> => {
      const ring = list.find(key);
      if (!ring || !deps.isLeaderTab()) return;
      const wasSent = ring.answer === 'sent';
      if (wasSent) ring.meanwhile = 'declined';
      list.remove(key);
      list.gone(ring, 'declined');
      // If the SDK already accepts the call, `take` hangs it up instead.
      if (!wasSent) await reject(ring);
    },
    close: () => list.close(),
  };
}
