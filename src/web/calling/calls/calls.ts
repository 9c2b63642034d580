import type { TeamsCall } from '@azure/communication-calling';
import type { Result } from '../../errors/problem.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import { createLiveCall } from './liveCall.ts';
import { createCallSession, type CallSession, type SessionDeps } from '../call/session.ts';
import type { EndedCall } from '../call/snapshot.ts';
import type { Target } from '../call/target.ts';

/** Which calls there are; the part of the phone's snapshot that this file writes. */
export interface CallList {
  /** Keys of the calls there are, oldest first. */
  readonly calls: readonly string[];
  /** The call on the screen; the others are on hold. */
  readonly front: string | null;
}

interface CallsDeps extends Omit<SessionDeps, 'onEnded' | 'live'> {
  /** A call has begun, or another call is in front now. */
  readonly onList: (list: CallList) => void;
  readonly onEnded: (list: CallList, ended: EndedCall) => void;
}

/** All calls, each with its session. `live` decides which of them is in front. */
export function createCalls({ onList, onEnded, ...deps }: CallsDeps) {
  const sessions = new Map<TeamsCall, CallSession>();
  let front: TeamsCall | null = null;

  const keyOf = (call: TeamsCall | null): string | null => (call && sessions.get(call)?.key) ?? null;
  const list = (): CallList => ({ calls: [...sessions.values()].map(({ key }) => key), front: keyOf(front) });
  const callOf = (key: string | null) => [...sessions].find(([, session]) => session.key === key)?.[0];

  const setFront = (call: TeamsCall): void => {
    if (front === call || !sessions.has(call)) return;
    front = call;
    onList(list());
  };
  /** Which call comes in front when the front call has ended: the one that is heard, or the newest. */
  const nextFront = (): TeamsCall | null => {
    const calls = [...sessions.keys()].filter((call) => !isEnding(call));
    return calls.find((call) => isRunning(call) && call.state !== 'LocalHold') ?? calls.at(-1) ?? null;
  };

  const live = createLiveCall({
    calls: () => [...sessions.keys()],
    front: () => front,
    setFront,
    onProblem: deps.onProblem,
  });

  const remove = (call: TeamsCall, ended: EndedCall): void => {
    sessions.delete(call);
    if (front === call) front = nextFront();
    live.ended(call, ended.seconds !== null);
    onEnded(list(), ended);
  };

  /** Registers a call before its first reading, so that a call that has already ended is removed like any other. */
  const register = (call: TeamsCall, target: Target | null): void => {
    if (sessions.has(call)) return;
    const session = createCallSession(call, target, {
      ...deps,
      live,
      onEnded: (_session, ended) => remove(call, ended),
    });
    sessions.set(call, session);
    session.start();
    if (!sessions.has(call)) return;
    session.call.subscribe(live.check);
    onList(list());
  };

  return {
    find: (key: string): CallSession | undefined => sessions.get(callOf(key) as TeamsCall),
    /** The SDK lists a call, which may be known already. @param target the target, if the user placed it */
    appeared(call: TeamsCall, target: Target | null): void {
      // The SDK may list a call that has ended.
      if (sessions.has(call) || call.state === 'Disconnected') return;
      register(call, target);
      if (live.isBeginning(call)) setFront(call);
      else live.adopt(call);
    },
    /** Puts every call on hold and begins another one. @param start as in `LiveCall.begin` */
    begin: (start: () => Promise<TeamsCall | null>, target: Target | null): Promise<TeamsCall | null> =>
      live.begin(target ? 'Outgoing' : 'Incoming', async () => {
        const call = await start();
        if (call) register(call, target);
        return call;
      }),
    async switchTo(key: string): Promise<Result<void> | undefined> {
      const call = callOf(key);
      return call && live.switchTo(call);
    },
    /** Ends a call without waiting for other commands. May throw what the SDK throws. */
    hangUp: async (key: string | null): Promise<void> => {
      const call = callOf(key);
      if (call) await live.hangUp(call);
    },
    hangUpCall: live.hangUp,
    close(): void {
      for (const session of sessions.values()) session.close();
    },
  };
}
