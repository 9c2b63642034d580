import type { TeamsCall } from '@azure/communication-calling';
import { fromSdk } from '../errors/fromSdk.ts';
import { createCallSession, type CallSession, type SessionDeps } from './session.ts';
import type { EndedCall } from './snapshot.ts';
import type { Target } from './target.ts';

/** Which calls there are; the part of the phone's snapshot that this file writes. */
export interface CallList {
  /** Keys of the calls there are, oldest first. */
  readonly calls: readonly string[];
  /** The call on the screen; the others are on hold. */
  readonly front: string | null;
}

interface CallsDeps extends Omit<SessionDeps, 'onEnded'> {
  readonly onOpened: (list: CallList) => void;
  readonly onEnded: (list: CallList, ended: EndedCall) => void;
  readonly onFront: (list: CallList) => void;
}

/** The calls there are, each with its session, and which of them is in front. */
export function createCalls({ onOpened, onEnded, onFront, ...deps }: CallsDeps) {
  const sessions = new Map<TeamsCall, CallSession>();
  let front: string | null = null;
  let settling = false;
  const list = (): CallList => ({ calls: [...sessions.values()].map(({ key }) => key), front });
  const entryOf = (key: string | null) => [...sessions].find(([, session]) => session.key === key);

  /** One call in front at a time: whoever starts or takes another one puts the present one on hold first. */
  const holdAll = async (but?: TeamsCall): Promise<void> => {
    const connected = [...sessions.keys()].filter((call) => call !== but && call.state === 'Connected');
    await Promise.all(connected.map((call) => call.hold()));
  };

  /**
   * A call may come to stand only after another was brought in front: it was being answered, or the other side takes it
   * off hold. Nobody there may hear what is said here.
   */
  const settle = async (): Promise<void> => {
    const [inFront] = entryOf(front) ?? [];
    if (inFront?.state !== 'Connected' || settling) return;
    settling = true;
    try {
      await holdAll(inFront);
    } catch (cause) {
      deps.onProblem(fromSdk(cause, 'call-command-failed').problem);
    } finally {
      settling = false;
    }
  };

  return {
    find: (key: string): CallSession | undefined => entryOf(key)?.[1],
    /** @returns the SDK's object of the call in front, for what is done to it as a whole. */
    inFront: (): TeamsCall | undefined => entryOf(front)?.[0],
    holdAll,
    /** Brings a call in front that is new; one that is known stays where it is. @param placed where we called */
    open: (call: TeamsCall, placed: Target | null = null): void => {
      if (sessions.has(call)) return;
      const session = createCallSession(call, placed, {
        ...deps,
        onEnded({ key }, ended) {
          sessions.delete(call);
          if (front === key) front = [...sessions.values()].at(-1)?.key ?? null;
          onEnded(list(), ended);
        },
      });
      sessions.set(call, session);
      session.call.subscribe(() => void settle());
      front = session.key;
      onOpened(list());
    },
    /** Shows another call and resumes it; the one in front goes on hold first. May throw what the SDK throws. */
    switchTo: async (key: string): Promise<void> => {
      const [call] = entryOf(key) ?? [];
      if (!call || front === key) return;
      front = key;
      onFront(list());
      await holdAll(call);
      if (call.state === 'LocalHold') await call.resume();
    },
    close(): void {
      for (const session of sessions.values()) session.close();
    },
  };
}
