import type { TeamsCall } from '@azure/communication-calling';
import type { Result } from '../../errors/problem.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import { chooseInHand, isConsultationFor, type HandChange, type OpenCall } from './inHand.ts';
import { createLiveCall, type LiveRight, type TabCalls } from './liveCall.ts';
import { unknownStart, type CallStart } from '../call/callOrigin.ts';
import { createCallSession, type CallSession, type SessionDeps } from '../call/session.ts';
import type { EndedCall } from '../call/snapshot.ts';
import { getSingleRawId } from '../call/target.ts';

export interface CallList {
  /** The keys (`CallSession.key`) of all calls that have not ended, oldest first. */
  readonly calls: readonly string[];
  /** The key of the front call (the call on the screen); `null` if there is no call. */
  readonly front: string | null;
}

/** Silences every call, then starts a new call. @param start places or accepts the new call; returns `null` if that fails */
export type SilenceAllAndStart = (
  start: () => Promise<TeamsCall | null>,
  callStart: CallStart,
) => Promise<TeamsCall | null>;

export interface CallsDeps extends Omit<SessionDeps, 'onEnded' | 'live' | 'slot'> {
  /** Joins the user's tabs, of which one at a time has the right to have the live call (see `liveRight.ts`). */
  readonly joinLiveRight: (calls: TabCalls) => LiveRight & { readonly close: () => void };
  readonly onLive: () => void;
  readonly onHeld: () => void;
  /** Runs when a call is added, and when another call becomes the front call. */
  readonly onListChange: (list: CallList) => void;
  /** Runs before the list changes without the user: a call has ended, or the SDK has started one. Also when they end one of several. */
  readonly onUnexpectedChange: () => void;
  /** Runs after each change of a call, before `liveCall.ts` silences other calls because of this change. */
  readonly onCallChange: () => void;
  /**
   * Runs when a call has ended and has left the list.
   * @param waitingCall if the call was a consultation, the call with the caller who still waits; otherwise `null`
   */
  readonly onEnded: (
    list: CallList,
    ended: EndedCall,
    call: TeamsCall,
    waitingCall: CallSession | null,
  ) => void;
}

/** Creates the list of this tab's calls, each with its session. `liveCall.ts` decides which of them is the front call. */
export function createCalls({ onListChange, onUnexpectedChange, onCallChange, onEnded, ...deps }: CallsDeps) {
  const sessions = new Map<TeamsCall, CallSession>();
  /** Calls that the SDK has started by itself, until they come to the front. */
  const unexpectedCalls = new WeakSet<TeamsCall>();
  let front: TeamsCall | null = null;

  const toList = (): CallList => ({
    calls: [...sessions.values()].map(({ key }) => key),
    front: (front && sessions.get(front)?.key) ?? null,
  });
  const findCall = (key: string | null) => [...sessions].find(([, session]) => session.key === key)?.[0];

  const setFront = (call: TeamsCall): void => {
    const next = findFront({ kind: 'brought', key: sessions.get(call)?.key ?? '' });
    if (front === next) return;
    // `delete` also says whether the call was in the set.
    const isUnexpected = unexpectedCalls.delete(call);
    if (isUnexpected && front !== null) onUnexpectedChange();
    front = next;
    onListChange(toList());
  };
  const listOpenCalls = (): readonly OpenCall[] =>
    [...sessions].map(([call, { key, call: snapshot }]) => ({
      key,
      isAudible: isRunning(call) && call.state !== 'LocalHold',
      heldSince: call.state === 'LocalHold' ? snapshot.get().heldSince : null,
      isLeaving: isEnding(call) || liveCall.isHungUp(call),
    }));
  const findFront = (change: HandChange): TeamsCall | null =>
    findCall(chooseInHand((front && sessions.get(front)?.key) ?? null, change, listOpenCalls())) ?? null;
  /** Chooses the number of a new call: the lowest that no other call has. */
  const chooseSlot = (): number => {
    const usedSlots = new Set([...sessions.values()].map(({ slot }) => slot));
    let slot = 1;
    while (usedSlots.has(slot)) slot += 1;
    return slot;
  };

  const liveRight = deps.joinLiveRight({
    silence: () => liveCall.silenceForOtherTab(),
    restore: () => liveCall.restoreForOtherTab(),
  });
  const liveCall = createLiveCall({
    getCalls: () => [...sessions.keys()],
    getFront: () => front,
    getMicrophone: (call) => sessions.get(call)?.microphone,
    setFront,
    noteHeldFor(call, heldCall) {
      const heldKey = heldCall && sessions.get(heldCall)?.key;
      sessions.get(call)?.noteStartedFor(heldKey ? { call: heldKey, why: 'sdk' } : null);
    },
    onProblem: deps.onProblem,
    onProblemEnd: deps.onProblemEnd,
    onLive: deps.onLive,
    onHeld: deps.onHeld,
    liveRight,
  });

  const removeEndedCall = (call: TeamsCall, session: CallSession, endOfSdk: EndedCall): void => {
    const { key, startedFor } = session.call.get();
    sessions.delete(call);
    const isHungUpByUser = liveCall.isHungUp(call);
    // The buttons that have transferred the last call now call somebody.
    if (sessions.size > 0 || !isHungUpByUser) onUnexpectedChange();
    front = findFront({ kind: 'ended', startedFor });
    const startedForCall = findCall(startedFor?.call ?? null);
    // If nobody has answered a call that the SDK started by itself, the call that was held for it goes on.
    const isGivenUp = startedFor?.why === 'sdk' && endOfSdk.seconds === null;
    liveCall.handleEndedCall(call, isGivenUp ? startedForCall : undefined);
    const waitingCall = startedFor?.why === 'consultation' && startedForCall && sessions.get(startedForCall);
    const consultation = [...sessions.values()].find((other) => isConsultationFor(key, other));
    const isExplained = endOfSdk.kind === 'transferred' || endOfSdk.unfinishedTransfer !== undefined;
    const ended: EndedCall = {
      ...endOfSdk,
      ...(isHungUpByUser && { isHungUpByUser }),
      ...(consultation &&
        !isExplained && {
          unfinishedTransfer: { phase: 'consultation', target: consultation.call.get().other },
        }),
    };
    onEnded(toList(), ended, call, waitingCall || null);
  };

  const addSession = (call: TeamsCall, start: CallStart): void => {
    if (sessions.has(call)) return;
    const session: CallSession = createCallSession(call, start, {
      ...deps,
      slot: chooseSlot(),
      live: liveCall,
      onEnded: (ended) => removeEndedCall(call, session, ended),
    });
    sessions.set(call, session);
    session.start();
    // If the call has already ended, `start` has removed the session again.
    if (!sessions.has(call)) return;
    session.call.subscribe(() => {
      onCallChange();
      liveCall.silenceBackgroundCalls();
    });
    onListChange(toList());
  };

  return {
    findSession: (key: string): CallSession | undefined =>
      [...sessions.values()].find((session) => session.key === key),
    hasSession: (call: TeamsCall): boolean => sessions.has(call),
    /** @returns the calls that the user has placed to a single person, each with the raw id of that person */
    getPlacedCalls: (): readonly (readonly [call: TeamsCall, rawId: string])[] =>
      [...sessions].flatMap(([call, { target }]) => {
        const rawId = getSingleRawId(target);
        return rawId === null ? [] : [[call, rawId] as const];
      }),
    /**
     * Must be called for each call that the agent lists. Ignores calls that are in the list already.
     * @param start how the call began; `null` for a call that the SDK has started by itself, for example after a transfer
     */
    addAgentCall(call: TeamsCall, start: CallStart | null): void {
      // The SDK may list a call that has already ended.
      if (sessions.has(call) || call.state === 'Disconnected') return;
      addSession(call, start ?? unknownStart);
      if (start) setFront(call);
      else {
        unexpectedCalls.add(call);
        liveCall.addUnexpectedCall(call);
      }
    },
    silenceAllAndStart: ((start, callStart) =>
      liveCall.silenceAllAndStart(async () => {
        const call = await start();
        if (call) addSession(call, callStart);
        return call;
      })) satisfies SilenceAllAndStart,
    /** Starts an emergency call without waiting for other calls, commands or tabs. */
    startAtOnce: ((start, callStart) =>
      liveCall.startAtOnce(async () => {
        const call = await start();
        if (call) addSession(call, callStart);
        return call;
      })) satisfies SilenceAllAndStart,
    /** Makes the call with this key the front call. Does nothing if there is none. */
    async switchTo(key: string): Promise<Result<void> | undefined> {
      const call = findCall(key);
      return call && liveCall.switchTo(call);
    },
    /** Ends the call with this key without waiting for other commands. Does nothing if there is none. */
    hangUp: async (key: string | null): Promise<void> => {
      const call = findCall(key);
      if (call) await liveCall.hangUp(call);
    },
    hangUpCall: liveCall.hangUp,
    unmute: liveCall.unmute,
    switchToCall: liveCall.switchTo,
    close(): void {
      for (const session of sessions.values()) session.close();
      liveRight.close();
      liveCall.close();
    },
  };
}
