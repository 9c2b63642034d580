import type { TeamsCall } from '@azure/communication-calling';
import { findEndKind } from '../../errors/endReason.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import { readRawId } from '../call/callOrigin.ts';
import { isSameIdentity } from '../call/target.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import type { createCalls } from './calls.ts';
import type { IncomingCalls } from './incomingCalls.ts';
import type { RingingCall } from './incomingList.ts';

/** What this tab tells the user's other tabs about an incoming call that it does not want. */
export interface CrossedCallMessage {
  readonly incomingId: string;
  /** `false`: this tab declines the call. `true`: the tab in which the user has accepted the call must end it. */
  readonly isAnswered: boolean;
}

interface CrossedCallsDeps
  extends
    Pick<ReturnType<typeof createCalls>, 'getPlacedCalls'>,
    Pick<IncomingCalls, 'getRingingCalls' | 'drop' | 'forget'> {
  readonly ownId: string;
  readonly tellOtherTabs: (message: CrossedCallMessage) => void;
  readonly withdrawEnd: (callId: string) => void;
  /** Ends a call, and reports it if that fails. */
  readonly hangUp: (call: TeamsCall) => void;
  /** Makes a call the front call, which is the call on the screen, and resumes it. */
  readonly bringToFront: (call: TeamsCall) => void;
}

/** Two calls, neither of them answered yet: the user calls a person, and that person calls the user. */
interface Crossing {
  /** The user's call. */
  readonly placed: TeamsCall;
  /** The person's call. */
  readonly ringing: RingingCall;
  /** Raw id of the person. */
  readonly rawId: string;
  readonly stopListening: Unsubscribe;
  timer?: ReturnType<typeof setTimeout>;
}

/** Whether the user has accepted the incoming call in another tab or on another device. */
const isAcceptedElsewhere = ({ listedCall, incoming: { callEndReason } }: RingingCall): boolean =>
  listedCall === null && callEndReason !== undefined && findEndKind(callEndReason) === 'answeredElsewhere';

/** Milliseconds that the person's app has to answer or stop the user's call after the person's call is connected. */
const otherAnswerMs = 3_000;

/**
 * Resolves crossed calls: two users call each other at the same time (in telephony: glare). Without a rule, each user who accepts
 * would put their own call on hold, and both calls would stay silent. By this rule, the apps of both users reach the same result
 * without a message between them:
 * - If only one call is answered, it goes on. The app at which the other call rings stops the ringing. If it does not, the app
 *   that has placed the other call ends it after `otherAnswerMs`.
 * - If both calls are answered, both apps keep the call of the user with the smaller raw id, and end the other one.
 *
 * If the user accepts the person's call in another tab, the tab that has placed the user's call decides, and tells the other
 * tabs. The app shows no message about the call that ends.
 */
export function createCrossedCalls(deps: CrossedCallsDeps) {
  const crossings = new Set<Crossing>();
  /** The calls that this tab has ended because of the rule. */
  const endedCalls = new WeakSet<TeamsCall>();
  /** The calls that were accepted in this tab, by the ids of the incoming calls. */
  const acceptedCalls = new Map<string, TeamsCall>();
  /** The accepted call that ended last; `null` if none has ended. */
  let lastEnded: { incomingId: string; callId: string } | null = null;
  /** The ids of accepted incoming calls that this tab must end, because another tab has decided so. */
  const unwantedIds = new Set<string>();

  const endByRule = (call: TeamsCall): void => {
    endedCalls.add(call);
    deps.hangUp(call);
  };

  const remove = (crossing: Crossing): void => {
    clearTimeout(crossing.timer);
    crossing.stopListening();
    crossings.delete(crossing);
  };

  /** Ends one call of a crossing, and brings the other one to the front. */
  const endCall = (crossing: Crossing, call: TeamsCall): void => {
    remove(crossing);
    endByRule(call);
    const { placed, ringing } = crossing;
    const keptCall = call === placed ? ringing.listedCall : placed;
    if (keptCall) deps.bringToFront(keptCall);
  };

  const hasSmallerId = ({ rawId }: Crossing): boolean => deps.ownId.toLowerCase() < rawId.toLowerCase();

  /** Resolves a crossing whose incoming call has stopped ringing, and was not accepted in this tab. */
  const resolveElsewhere = (crossing: Crossing): void => {
    const { placed, ringing } = crossing;
    const isAccepted = isAcceptedElsewhere(ringing);
    if (isAccepted && isRunning(placed)) {
      if (!hasSmallerId(crossing)) return endCall(crossing, placed);
      remove(crossing);
      deps.tellOtherTabs({ incomingId: ringing.incoming.id, isAnswered: true });
      return deps.bringToFront(placed);
    }
    // The other app may still stop the user's call, and the SDK may say later why the incoming call has ended.
    if (isAccepted || !ringing.incoming.callEndReason) {
      crossing.timer ??= setTimeout(() => {
        if (isAcceptedElsewhere(ringing)) endCall(crossing, placed);
        else remove(crossing);
      }, otherAnswerMs);
      return undefined;
    }
    return remove(crossing);
  };

  const resolve = (crossing: Crossing): void => {
    const { placed, ringing } = crossing;
    const acceptedCall = ringing.listedCall;
    if (acceptedCall && isRunning(acceptedCall) && isRunning(placed))
      return endCall(crossing, hasSmallerId(crossing) ? acceptedCall : placed);
    if (acceptedCall) {
      if (isRunning(acceptedCall)) crossing.timer ??= setTimeout(endCall, otherAnswerMs, crossing, placed);
      return undefined;
    }
    if (!deps.getRingingCalls().includes(ringing)) return resolveElsewhere(crossing);
    // Nothing is decided until the person has answered, or while the SDK is accepting the call for the user.
    if (!isRunning(placed) || ringing.acceptProgress === 'sent') return undefined;
    deps.tellOtherTabs({ incomingId: ringing.incoming.id, isAnswered: false });
    // The crossing stays, because the user may be accepting the call in another tab at this moment.
    return deps.drop(ringing);
  };

  /** Notes which calls were accepted or have ended in this tab, and ends those that another tab has decided to end. */
  const endUnwantedCalls = (): void => {
    for (const { incoming, listedCall } of deps.getRingingCalls())
      if (listedCall) acceptedCalls.set(incoming.id, listedCall);
    for (const [incomingId, call] of acceptedCalls) {
      if (isEnding(call)) {
        acceptedCalls.delete(incomingId);
        lastEnded = { incomingId, callId: call.id };
      } else if (unwantedIds.delete(incomingId)) endByRule(call);
    }
    // The person's app may have ended the call before the other tab's message came. Then the user already reads that it ended.
    if (lastEnded && unwantedIds.delete(lastEnded.incomingId)) deps.withdrawEnd(lastEnded.callId);
  };

  const findNewCrossings = (): void => {
    const known = new Set([...crossings].map(({ ringing }) => ringing));
    for (const ringing of deps.getRingingCalls()) {
      if (known.has(ringing) || ringing.listedCall) continue;
      const callerRawId = readRawId(ringing.incoming.callerInfo);
      const placedCall = deps
        .getPlacedCalls()
        .find(([call, rawId]) => isSameIdentity(rawId, callerRawId) && !isRunning(call) && !isEnding(call));
      if (!placedCall) continue;
      const stopListening = listen(ringing.incoming, ['callEnded'], update);
      const rawId = callerRawId ?? placedCall[1];
      crossings.add({ placed: placedCall[0], ringing, rawId, stopListening });
    }
  };

  function update(): void {
    findNewCrossings();
    for (const crossing of crossings) {
      const { placed, ringing } = crossing;
      // `handleEnd` removes the crossing of a call that ends.
      const isOneEnding = isEnding(placed) || (ringing.listedCall !== null && isEnding(ringing.listedCall));
      if (!isOneEnding) resolve(crossing);
    }
    endUnwantedCalls();
  }

  return {
    /** Must be called after each change of the calls and of the incoming calls. */
    update,
    /** Must be called with each message of the user's other tabs. */
    handleMessage({ incomingId, isAnswered }: CrossedCallMessage): void {
      if (isAnswered) {
        unwantedIds.add(incomingId);
        return endUnwantedCalls();
      }
      const ringing = deps.getRingingCalls().find(({ incoming }) => incoming.id === incomingId);
      return ringing && deps.forget(ringing);
    },
    /**
     * Must be called when a call has ended. If the call crossed another call that goes on, that call comes to the front.
     * @param isHungUp whether the user hung up; then the other call ends, too, because the user is done with this person
     * @returns whether the app must show no message about the end, because the other call goes on
     */
    handleEnd(call: TeamsCall, isHungUp: boolean): boolean {
      if (endedCalls.has(call)) return true;
      const crossing = [...crossings].find(
        ({ placed, ringing }) => placed === call || ringing.listedCall === call,
      );
      if (!crossing) return false;
      remove(crossing);
      if (isAcceptedElsewhere(crossing.ringing)) return !isHungUp;
      const otherCall = crossing.placed === call ? crossing.ringing.listedCall : crossing.placed;
      if (!otherCall || isEnding(otherCall)) return false;
      if (isHungUp) endByRule(otherCall);
      else deps.bringToFront(otherCall);
      return !isHungUp;
    },
    close(): void {
      for (const crossing of crossings) remove(crossing);
    },
  };
}
