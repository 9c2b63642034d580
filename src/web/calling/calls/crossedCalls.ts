import type { TeamsCall } from '@azure/communication-calling';
import { isEnding, isRunning } from '../call/callState.ts';
import { readRawId } from '../call/callOrigin.ts';
import { isSameIdentity } from '../call/target.ts';
import type { RingingCall } from './incomingList.ts';

/** What `phone.ts` gives `createCrossedCalls`. */
interface CrossedCallsDeps {
  /** Raw id of the user. */
  readonly ownId: string;
  /** The calls that the user has placed to a single person, each with the raw id of that person. */
  readonly getPlacedCalls: () => readonly (readonly [call: TeamsCall, rawId: string])[];
  /** The incoming calls that have not been accepted, declined or ended. */
  readonly getRingingCalls: () => readonly RingingCall[];
  /** Stops the ringing of an incoming call without a record and without a message. */
  readonly dropRinging: (ringing: RingingCall) => void;
  /** Ends a call, and reports it if that fails. */
  readonly hangUp: (call: TeamsCall) => void;
  /** Makes a call the front call, which is the call on the screen, and resumes it. */
  readonly bringToFront: (call: TeamsCall) => void;
}

/** A call of the user to a person, and a call of this person to the user, which both began before either was answered. */
interface Crossing {
  readonly placed: TeamsCall;
  readonly ringing: RingingCall;
  /** The raw id of the person. */
  readonly rawId: string;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Milliseconds that the other app has to answer or stop the user's call once the person's call is connected. The other user may
 * have accepted at the same moment.
 */
const otherAnswerMs = 3_000;

/**
 * Resolves crossed calls: two users call each other at the same time (in telephony: glare). Without a rule, each user who accepts
 * would put the own call on hold, and both calls would be silent for ever. The rule needs no message, because the apps of both
 * users derive the same result:
 * - If only one call is answered, that call goes on. The app whose user is still being called stops the ringing. If the other
 *   app does not do that, the caller's app ends the other call after `otherAnswerMs`.
 * - If both are answered, both apps keep the call of the user with the smaller raw id, and end the other one.
 *
 * The user reads nothing about the call that ends.
 */
export function createCrossedCalls(deps: CrossedCallsDeps) {
  const crossings = new Set<Crossing>();
  /** Calls that this file has ended. */
  const endedCalls = new WeakSet<TeamsCall>();

  const remove = (crossing: Crossing): void => {
    clearTimeout(crossing.timer);
    crossings.delete(crossing);
  };

  const endCall = (crossing: Crossing, call: TeamsCall): void => {
    remove(crossing);
    endedCalls.add(call);
    deps.hangUp(call);
    const { placed, ringing } = crossing;
    const keptCall = call === placed ? ringing.listedCall : placed;
    if (keptCall) deps.bringToFront(keptCall);
  };

  const isOver = ({ placed, ringing }: Crossing): boolean =>
    isEnding(placed) ||
    (ringing.listedCall ? isEnding(ringing.listedCall) : !deps.getRingingCalls().includes(ringing));

  const resolve = (crossing: Crossing): void => {
    const { placed, ringing, rawId } = crossing;
    const acceptedCall = ringing.listedCall;
    if (!acceptedCall) {
      if (!isRunning(placed) || ringing.acceptProgress === 'sent') return;
      remove(crossing);
      deps.dropRinging(ringing);
    } else if (isRunning(acceptedCall) && isRunning(placed)) {
      endCall(crossing, deps.ownId.toLowerCase() < rawId.toLowerCase() ? acceptedCall : placed);
    } else if (isRunning(acceptedCall)) {
      crossing.timer ??= setTimeout(endCall, otherAnswerMs, crossing, placed);
    }
  };

  const findNewCrossings = (): void => {
    const known = new Set([...crossings].map(({ ringing }) => ringing));
    for (const ringing of deps.getRingingCalls()) {
      if (known.has(ringing) || ringing.listedCall) continue;
      const callerRawId = readRawId(ringing.incoming.callerInfo);
      const placedCall = deps
        .getPlacedCalls()
        .find(([call, rawId]) => isSameIdentity(rawId, callerRawId) && !isRunning(call) && !isEnding(call));
      if (placedCall) crossings.add({ placed: placedCall[0], ringing, rawId: callerRawId ?? placedCall[1] });
    }
  };

  return {
    /** Must be called after each change of the calls and of the incoming calls. */
    update(): void {
      findNewCrossings();
      for (const crossing of crossings) {
        // `handleEnd` removes the crossing of a call that ends.
        if (!isOver(crossing)) resolve(crossing);
        else if (!crossing.ringing.listedCall) remove(crossing);
      }
    },
    /**
     * Must be called when a call has ended. If the call crossed another call that goes on, that call comes to the front.
     * @param isHungUp whether the user hung up; then the other call ends, too, because the user is done with this person
     * @returns whether the user must read nothing about the end, because the other call goes on
     */
    handleEnd(call: TeamsCall, isHungUp: boolean): boolean {
      if (endedCalls.has(call)) return true;
      const crossing = [...crossings].find(
        ({ placed, ringing }) => placed === call || ringing.listedCall === call,
      );
      if (!crossing) return false;
      remove(crossing);
      const otherCall = crossing.placed === call ? crossing.ringing.listedCall : crossing.placed;
      if (!otherCall || isEnding(otherCall)) return false;
      if (!isHungUp) deps.bringToFront(otherCall);
      else {
        endedCalls.add(otherCall);
        deps.hangUp(otherCall);
      }
      return !isHungUp;
    },
    close(): void {
      for (const crossing of crossings) remove(crossing);
    },
  };
}
