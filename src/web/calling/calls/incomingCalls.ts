import type { TeamsCall, TeamsIncomingCall } from '@azure/communication-calling';
import { withTimeout } from '../../base/withTimeout.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import type { CallStart } from '../call/callOrigin.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import type { Devices } from '../devices/devices.ts';
import { disposeMedia, openLocalMedia } from '../devices/localMedia.ts';
import type { SilenceAllAndStart } from './calls.ts';
import { createIncomingList, interrupt, type IncomingListDeps, type RingingCall } from './incomingList.ts';

interface IncomingDeps extends IncomingListDeps {
  readonly silenceAllAndStart: SilenceAllAndStart;
  readonly hangUp: (call: TeamsCall) => Promise<void>;
}

/** How many milliseconds the app still waits for the SDK's `accept` after the caller has hung up. */
const acceptAfterEndMs = 3_000;

/** Resolves with `null`, in place of a call, when the user has declined it, or `acceptAfterEndMs` after the caller has hung up. */
const waitForInterruption = (ringing: RingingCall): Promise<null> =>
  new Promise((resolve) => {
    ringing.onInterruption = () => {
      if (ringing.interruption === 'declined') resolve(null);
      else setTimeout(resolve, acceptAfterEndMs, null);
    };
    if (ringing.interruption !== null) ringing.onInterruption();
  });

/** Milliseconds that the SDK may take to accept a call. The SDK's documented limit for setting up a call is 85 s. */
const acceptTimeoutMs = 85_000;

/**
 * Creates the part of the phone that accepts and declines incoming calls. Its functions never reject: they report
 * failures to `onProblem`. Each `key` is the SDK's id of an incoming call.
 */
export function createIncomingCalls(current: CurrentAgent, devices: Devices, deps: IncomingDeps) {
  const list = createIncomingList(current, deps);
  /** Incoming calls for which the app does not wait any more, although the SDK may still accept them. */
  const abandonedIncoming = new Set<RingingCall>();
  /** The calls that `endUnwanted` has ended, each with what became of its incoming call. */
  const unwantedCalls = new WeakMap<TeamsCall, 'declined' | 'missed'>();

  const reportFailure = (cause: unknown) =>
    deps.onProblem(translateSdkError(cause, 'call-command-failed').problem);
  const rejectCall = ({ incoming }: RingingCall): Promise<void> => incoming.reject().catch(reportFailure);

  /** Ends a call that the SDK has created from a declined or missed incoming call. */
  const endUnwanted = (call: TeamsCall, { interruption }: RingingCall): Promise<void> => {
    unwantedCalls.set(call, interruption === 'declined' ? 'declined' : 'missed');
    return deps.hangUp(call).catch(reportFailure);
  };

  /** Gives up an `accept` that the SDK may still answer at any time, so that the other calls do not wait for it. */
  const abandon = (ringing: RingingCall, accepting: Promise<TeamsCall>): void => {
    abandonedIncoming.add(ringing);
    const rejectIfDeclined = async () => {
      if (ringing.interruption === 'declined') await ringing.incoming.reject().catch(() => {});
    };
    const endOnce = async (call: TeamsCall) => {
      if (!unwantedCalls.has(call)) await endUnwanted(call, ringing);
    };
    // While the SDK is accepting the call, it may refuse to reject it. So the app tries now, and again after the SDK's answer.
    void (ringing.listedCall ? endOnce(ringing.listedCall) : rejectIfDeclined());
    void accepting.then(endOnce, rejectIfDeclined).then(() => abandonedIncoming.delete(ringing));
  };

  /** Lets the SDK accept a call. Runs when all other calls are silent. @returns `null` if the call was not accepted */
  const acceptRinging = async (
    key: string,
    ringing: RingingCall,
    media: Parameters<TeamsIncomingCall['accept']>[0],
  ): Promise<TeamsCall | null> => {
    // While the other calls were put on hold, the caller may have hung up, which removes the call from the list.
    if (list.find(key) !== ringing) return null;
    ringing.acceptProgress = 'sent';
    const accepting = ringing.incoming.accept(media);
    let call: TeamsCall | null = null;
    try {
      call = await Promise.race([withTimeout(accepting, acceptTimeoutMs), waitForInterruption(ringing)]);
      if (call === null) abandon(ringing, accepting);
    } catch (cause) {
      if (ringing.interruption === 'declined') await rejectCall(ringing);
      // If the caller has hung up, `removeEnded` below tells the user.
      else if (ringing.interruption === null)
        deps.onProblem(translateSdkError(cause, 'call-not-answered').problem);
    }
    if (call && ringing.interruption === 'declined') {
      await endUnwanted(call, ringing);
      return null;
    }
    ringing.listedCall ??= call;
    // The history records a listed call when its session ends, so nothing is recorded here.
    if (ringing.listedCall) list.remove(key);
    else if (ringing.interruption === 'ended') list.removeEnded(key, ringing);
    return call;
  };

  return {
    /** Must be called when this tab becomes or stops being the leader tab. */
    publishList: list.publish,
    /** Accepts a call. Does nothing while the call is already being accepted. @returns whether it was accepted */
    async accept(key: string, { video }: { video: boolean }): Promise<boolean> {
      const ringing = list.find(key);
      if (!ringing || ringing.acceptProgress !== 'none' || !deps.isLeaderTab()) return false;
      ringing.acceptProgress = 'preparing';
      list.publish();
      let media: Awaited<ReturnType<typeof openLocalMedia>> = null;
      let call: TeamsCall | null = null;
      try {
        // Without a microphone, the user can still listen, and allow the microphone later.
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
      list.remove(key);
      // The history records a listed call (one that the SDK has created) when its session ends.
      if (!ringing.listedCall) list.recordUnanswered(ringing, 'declined');
      // While the SDK is accepting the call, `acceptRinging` learns of the interruption, and hangs up or rejects.
      if (ringing.acceptProgress === 'sent') interrupt(ringing, 'declined');
      else await rejectCall(ringing);
    },
    /** The incoming calls that have not been accepted, declined or ended. */
    getRingingCalls: list.getAll,
    /** Rejects a call and does not record it, because the user is connected with its caller in another call. */
    drop: (ringing: RingingCall): void => {
      list.remove(ringing.incoming.id);
      // If the call has ended meanwhile, there is nothing left to reject.
      void ringing.incoming.reject().catch(() => {});
    },
    /** Takes a call off the screen and does not record it, because another tab of the user rejects it. */
    forget: (ringing: RingingCall): void => {
      // If the user has accepted the call here at the same moment, the SDK's answer to `accept` shows which tab has won.
      if (ringing.acceptProgress === 'sent') interrupt(ringing, 'ended');
      else list.remove(ringing.incoming.id);
    },
    /**
     * Links a call that the SDK has just listed with the incoming call that is being accepted. The SDK lists a call before its
     * `accept` returns it, perhaps with another id than the incoming call. But the app accepts only one call at a time.
     * @returns how the call began; `undefined` if no call is being accepted
     */
    linkListedCall(call: TeamsCall): CallStart | undefined {
      const ringing = call.direction === 'Incoming' ? list.findBeingAccepted() : undefined;
      if (!ringing) return undefined;
      ringing.listedCall = call;
      return list.readStart(ringing);
    },
    /** Hangs up `call` if the SDK has created it from an abandoned incoming call. @returns whether that is so */
    endIfAbandoned(call: TeamsCall): boolean {
      if (unwantedCalls.has(call)) return true;
      if (call.direction !== 'Incoming' || abandonedIncoming.size === 0) return false;
      const incomingWithSameId = [...abandonedIncoming].find(({ incoming }) => incoming.id === call.id);
      // While the SDK is accepting a call, a listed call with an unknown id is probably that one.
      const isAccepting = list.findBeingAccepted() !== undefined;
      const [oldestIncoming] = abandonedIncoming;
      const ringing = incomingWithSameId ?? (isAccepting ? undefined : oldestIncoming);
      if (ringing) void endUnwanted(call, ringing);
      return ringing !== undefined;
    },
    /** @returns what became of the incoming call from which the SDK created this unwanted call */
    findUnwantedOutcome: (call: TeamsCall) => unwantedCalls.get(call),
    close: () => list.close(),
  };
}

export type IncomingCalls = ReturnType<typeof createIncomingCalls>;
