import type { TeamsCall, TeamsIncomingCall } from '@azure/communication-calling';
import { withTimeout } from '../../base/withTimeout.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import type { CallStart } from '../call/callStart.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import type { Devices } from '../devices/devices.ts';
import { disposeMedia, openLocalMedia } from '../devices/localMedia.ts';
import { createIncomingList, type IncomingListDeps, type RingingCall } from './incomingList.ts';

/** What `phone.ts` gives `createIncomingCalls`. */
interface IncomingDeps extends IncomingListDeps {
  /** Silences all present calls, then accepts the incoming call with `start` (see `LiveCall`). */
  readonly silenceAllAndStart: (
    start: () => Promise<TeamsCall | null>,
    callStart: CallStart,
  ) => Promise<TeamsCall | null>;
  readonly hangUp: (call: TeamsCall) => Promise<void>;
}

/** Milliseconds that the SDK may take to accept a call. The SDK's documented limit for setting up a call is 85 s. */
const acceptTimeoutMs = 85_000;

/**
 * Creates the part of the phone that accepts and declines incoming calls. Its functions never reject: they report
 * failures to `onProblem`. Each `key` is the SDK's id of an incoming call.
 *
 * This function is longer than 80 lines because its inner functions share the list of incoming calls.
 */
export function createIncomingCalls(current: CurrentAgent, devices: Devices, deps: IncomingDeps) {
  const list = createIncomingList(current, deps);

  const rejectCall = async ({ incoming }: RingingCall): Promise<void> => {
    try {
      await incoming.reject();
    } catch (cause) {
      deps.onProblem(translateSdkError(cause, 'call-command-failed').problem);
    }
  };

  /**
   * Lets the SDK accept a call. All other calls must be silent already.
   * @returns `null` if the call was not accepted
   */
  const acceptRinging = async (
    key: string,
    ringing: RingingCall,
    media: Parameters<TeamsIncomingCall['accept']>[0],
  ): Promise<TeamsCall | null> => {
    // The caller may have hung up while the other calls were put on hold. The list then no longer has the call.
    if (list.find(key) !== ringing) return null;
    ringing.acceptProgress = 'sent';
    let call: TeamsCall | null = null;
    try {
      call = await withTimeout(ringing.incoming.accept(media), acceptTimeoutMs);
    } catch (cause) {
      if (ringing.interruption === null)
        deps.onProblem(translateSdkError(cause, 'call-not-answered').problem);
    }
    if (ringing.interruption === 'declined') {
      await (call ? deps.hangUp(call) : rejectCall(ringing));
      return null;
    }
    if (call) list.remove(key);
    else if (ringing.interruption === 'ended') list.removeEnded(key, ringing);
    return call;
  };

  return {
    /**
     * Must be called when this tab becomes or stops being the leader tab, which is the only tab that shows incoming
     * calls.
     */
    publishList: list.publish,
    /** Accepts a call. Does nothing while the call is already being accepted. @returns whether it was accepted */
    async accept(key: string, { video }: { video: boolean }): Promise<boolean> {
      const ringing = list.find(key);
      if (!ringing || ringing.acceptProgress !== 'none' || !deps.isLeaderTab()) return false;
      ringing.acceptProgress = 'accepted';
      list.publish();
      let media: Awaited<ReturnType<typeof openLocalMedia>> = null;
      let call: TeamsCall | null = null;
      try {
        // The caller is waiting, so the call is accepted even without a microphone: the user can listen, and
        // allow the microphone later.
        media = await openLocalMedia(devices, { video, needsMicrophone: false }, deps.onProblem);
        const openedMedia = media;
        // While the browser asked for devices, the user may have declined, or the caller may have hung up.
        if (openedMedia && list.find(key) === ringing)
          call = await deps.silenceAllAndStart(
            () => acceptRinging(key, ringing, openedMedia),
            list.readStart(ringing),
          );
      } catch (cause) {
        deps.onProblem(translateSdkError(cause, 'call-not-answered').problem);
      } finally {
        ringing.acceptProgress = 'none';
        if (!call) disposeMedia(media);
        list.publish();
      }
      return call !== null;
    },
    decline: async (key: string): Promise<void> => {
      const ringing = list.find(key);
      if (!ringing || !deps.isLeaderTab()) return;
      const wasAcceptSent = ringing.acceptProgress === 'sent';
      if (wasAcceptSent) ringing.interruption = 'declined';
      list.remove(key);
      list.recordUnanswered(ringing, 'declined');
      // If the SDK is already accepting the call, `acceptRinging` hangs the call up or rejects it.
      if (!wasAcceptSent) await rejectCall(ringing);
    },
    /**
     * Finds out how a call began that the SDK has just listed. The SDK lists a call before its `accept` returns it, and does
     * not promise that the call has the id of the incoming call. Calls are accepted one at a time.
     * @returns `undefined` if the call is not the one that is being accepted
     */
    findStart({ direction }: Pick<TeamsCall, 'direction'>): CallStart | undefined {
      const ringing = direction === 'Incoming' ? list.findBeingAccepted() : undefined;
      return ringing && list.readStart(ringing);
    },
    close: () => list.close(),
  };
}
