import type { TeamsCall, TeamsIncomingCall } from '@azure/communication-calling';
import { withTimeout } from '../../base/withTimeout.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import type { Devices } from '../devices/devices.ts';
import { disposeMedia, openLocalMedia } from '../devices/localMedia.ts';
import { createIncomingList, type IncomingListDeps, type RingingCall } from './incomingList.ts';

interface IncomingDeps extends IncomingListDeps {
  /** Silences every call, then accepts this one, as `LiveCall.begin` does. */
  readonly begin: (start: () => Promise<TeamsCall | null>) => Promise<TeamsCall | null>;
  readonly hangUp: (call: TeamsCall) => Promise<void>;
}

/** Milliseconds until the card shows that a call is being accepted. Most browsers are done sooner, and it would flash. */
const slowAfterMs = 50;
/** Milliseconds that the SDK may take to accept a call. Its documented limit for the set-up of a call is 85 s. */
const acceptTimeoutMs = 85_000;

/** Accepts and declines incoming calls. No command rejects: failures are reported to `onProblem`. */
export function createIncoming(current: CurrentAgent, devices: Devices, deps: IncomingDeps) {
  const list = createIncomingList(current, deps);

  const reject = async ({ incoming }: RingingCall): Promise<void> => {
    try {
      await incoming.reject();
    } catch (cause) {
      deps.onProblem(fromSdk(cause, 'call-command-failed').problem);
    }
  };

  /** Accepts a call once every other call is silent. @returns `null` if there is no call in the end */
  const acceptRinging = async (
    key: string,
    ringing: RingingCall,
    media: Parameters<TeamsIncomingCall['accept']>[0],
  ): Promise<TeamsCall | null> => {
    // The caller may have hung up while the other calls were put on hold.
    if (list.find(key) !== ringing) return null;
    ringing.answer = 'sent';
    let call: TeamsCall | null = null;
    try {
      call = await withTimeout(ringing.incoming.accept(media), acceptTimeoutMs);
    } catch (cause) {
      if (ringing.interruption === null) deps.onProblem(fromSdk(cause, 'call-not-answered').problem);
    }
    if (ringing.interruption === 'declined') {
      await (call ? deps.hangUp(call) : reject(ringing));
      return null;
    }
    if (call) list.remove(key);
    else if (ringing.interruption === 'ended') list.removeEnded(key, ringing);
    return call;
  };

  return {
    /** Shows the list again. Must be called when this tab becomes the leader tab, or stops being it. */
    publish: list.publish,
    /** @returns whether the call was accepted */
    async accept(key: string, { video }: { video: boolean }): Promise<boolean> {
      const ringing = list.find(key);
      if (!ringing || ringing.answer !== 'none' || !deps.isLeaderTab()) return false;
      ringing.answer = 'accepted';
      const slowTimer = setTimeout(() => {
        ringing.isSlow = true;
        list.publish();
      }, slowAfterMs);
      let media: Awaited<ReturnType<typeof openLocalMedia>> = null;
      let call: TeamsCall | null = null;
      try {
        // The caller is waiting, so a missing microphone does not stop the call: the user can listen, and allow it later.
        media = await openLocalMedia(devices, { video, needsMicrophone: false }, deps.onProblem);
        const options = media;
        // While the browser asked for devices, the user may have declined, or the caller may have hung up.
        if (options && list.find(key) === ringing)
          call = await deps.begin(() => acceptRinging(key, ringing, options));
      } catch (cause) {
        deps.onProblem(fromSdk(cause, 'call-not-answered').problem);
      } finally {
        clearTimeout(slowTimer);
        ringing.answer = 'none';
        ringing.isSlow = false;
        if (!call) disposeMedia(media);
        list.publish();
      }
      return call !== null;
    },
    decline: async (key: string): Promise<void> => {
      const ringing = list.find(key);
      if (!ringing || !deps.isLeaderTab()) return;
      const wasSent = ringing.answer === 'sent';
      if (wasSent) ringing.interruption = 'declined';
      list.remove(key);
      list.record(ringing, 'declined');
      // If the SDK is already accepting the call, `acceptRinging` hangs it up instead.
      if (!wasSent) await reject(ringing);
    },
    close: () => list.close(),
  };
}
