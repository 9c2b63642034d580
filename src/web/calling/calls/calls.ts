import type { TeamsCall } from '@azure/communication-calling';
import type { Result } from '../../errors/problem.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import { createLiveCall } from './liveCall.ts';
import { createCallSession, type CallSession, type SessionDeps } from '../call/session.ts';
import type { EndedCall } from '../call/snapshot.ts';
import type { Target } from '../call/target.ts';

/** The part of the phone's snapshot that lists the calls. */
export interface CallList {
  /** Keys of all calls that have not ended, oldest first. */
  readonly calls: readonly string[];
  /** Key of the front call, which is the one on the screen. The others are on hold or muted both ways. */
  readonly front: string | null;
}

interface CallsDeps extends Omit<SessionDeps, 'onEnded' | 'live'> {
  /** Runs when a call appears and when another call comes in front. */
  readonly onList: (list: CallList) => void;
  readonly onEnded: (list: CallList, ended: EndedCall) => void;
}

/**
 * All calls of this tab, each with its session. `live` decides which of them is in front.
 *
 * Longer than 80 lines: its functions all read or change the sessions and the front call, and many need documentation.
 */
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
  /** The call that takes the screen when the front call has ended: one that is not on hold, or else the newest. */
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
    session.call.subscribe(live.silenceBackground);
    onList(list());
  };

  return {
    find: (key: string): CallSession | undefined => sessions.get(callOf(key) as TeamsCall),
    /**
     * Must be called for each call that the SDK lists. Does nothing if the call is known.
     * @param target the target that is being called now; `null` if the user is not placing a call
     */
    appeared(call: TeamsCall, target: Target | null): void {
      // The SDK may list a call that has ended.
      if (sessions.has(call) || call.state === 'Disconnected') return;
      register(call, target);
      if (live.isBeginning(call)) setFront(call);
      else live.adopt(call);
    },
    /**
     * Silences every call and begins another one.
     * @param start as in `LiveCall.begin`
     * @param target of a call that the user places; `null` for an incoming call
     */
    begin: (start: () => Promise<TeamsCall | null>, target: Target | null): Promise<TeamsCall | null> =>
      live.begin(target ? 'Outgoing' : 'Incoming', async () => {
        const call = await start();
        if (call) register(call, target);
        return call;
      }),
    /** Brings a call in front. @returns `undefined` if there is no call with this key */
    async switchTo(key: string): Promise<Result<void> | undefined> {
      const call = callOf(key);
      return call && live.switchTo(call);
    },
    /** Ends a call without waiting for other commands. @throws what the SDK throws */
    hangUp: async (key: string | null): Promise<void> => {
      const call = callOf(key);
      if (call) await live.hangUp(call);
    },
    hangUpCall: live.hangUp,
    /** Closes all sessions. The calls themselves go on. */
    close(): void {
      for (const session of sessions.values()) session.close();
    },
  };
}
