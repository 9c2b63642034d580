import type { CallDirection, TeamsCall } from '@azure/communication-calling';
import type { LiveCommands } from '../call/feature.ts';
import { fail, ok, type Problem, type Result } from '../../errors/problem.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import { createQuieting } from './quieting.ts';
import { createSerialQueue } from '../../base/serialQueue.ts';
import { withTimeout } from '../../base/withTimeout.ts';

/** What the owner of the live call needs to know of the calls that exist, and may change. */
export interface LiveCallDeps {
  /** All calls that have not ended, oldest first. */
  readonly calls: () => readonly TeamsCall[];
  /** The call on the screen. */
  readonly front: () => TeamsCall | null;
  readonly setFront: (call: TeamsCall) => void;
  readonly onProblem: (problem: Problem) => void;
}

/**
 * The one owner of which call is live. Every command that decides about it passes through one serial queue and looks
 * at the calls again after each answer of the SDK. The table of states, commands and events is in docs/live-call.md.
 */
export interface LiveCall extends LiveCommands {
  /**
   * Holds every call, then begins another one with `start` and brings it in front. If there is none in the end, the
   * call that was live before is taken off hold again.
   * @param direction of the call that `start` places or accepts
   * @param start gives `null` when that came to nothing, which it has reported
   * @returns the call in front, or `null`
   */
  readonly begin: (
    direction: CallDirection,
    start: () => Promise<TeamsCall | null>,
  ) => Promise<TeamsCall | null>;
  /** Whether this call, which has just appeared, is the one that `begin` waits for. */
  readonly isBeginning: (call: TeamsCall) => boolean;
  /** Brings a call in front that the SDK started by itself, for example after a transfer. */
  readonly adopt: (call: TeamsCall) => void;
  /** Something in a call has changed: a call behind the one in front may have become audible. */
  readonly check: () => void;
  /** A call has ended. @param wasConnected whether it was ever connected */
  readonly ended: (call: TeamsCall, wasConnected: boolean) => void;
}

/** Milliseconds that the SDK may take to resume a call. */
const resumeTimeoutMs = 20_000;

const notHeld = (cause: unknown): Problem => {
  const { detail = '' } = fromSdk(cause, 'call-not-held').problem;
  return fail('call-not-held', { cause, detail }).problem;
};

export function createLiveCall({ calls, front, setFront, onProblem }: LiveCallDeps): LiveCall {
  const queue = createSerialQueue();
  /** Calls that the user has hung up. No command touches them any more. */
  const leaving = new Set<TeamsCall>();
  /** Which call was put on hold only because the SDK started the other. */
  const heldFor = new Map<TeamsCall, TeamsCall>();
  /** Calls that `check` is holding, or could not hold. */
  const checked = new Set<TeamsCall>();
  let beginning: CallDirection | null = null;

  const isOver = (call: TeamsCall): boolean => leaving.has(call) || isEnding(call);
  const quieting = createQuieting(isOver);

  const reporting = async (task: () => Promise<void>): Promise<Result<void>> => {
    try {
      await task();
      return ok(undefined);
    } catch (cause) {
      return fromSdk(cause, 'call-command-failed');
    }
  };

  /** The call in front, if its user talks in it or waits for an answer. */
  const liveNow = (): TeamsCall | null => {
    const call = front();
    return call && !isOver(call) && call.state !== 'LocalHold' ? call : null;
  };

  /** Makes the call in front audible. The caller has quieted all others. */
  const goLive = async (call: TeamsCall): Promise<void> => {
    if (call.state === 'LocalHold') await withTimeout(call.resume(), resumeTimeoutMs);
    if (!isOver(call)) await quieting.unsilence(call);
  };

  /** After a command that led nowhere, the call that was live before it is live again. */
  const goBack = async (before: TeamsCall | null): Promise<void> => {
    if (!before || front() !== before || isOver(before)) return;
    const back = await reporting(() => goLive(before));
    if (!back.ok && !isOver(before)) onProblem(back.problem);
  };

  /** Quiets every call but one. @returns whether that worked; if not, the user has been told */
  const quietOthers = async (but: TeamsCall | null): Promise<boolean> => {
    // Another call may appear, or be answered, while the SDK holds the first.
    const next = () => calls().find((call) => call !== but && !quieting.isQuiet(call));
    try {
      for (let call = next(); call; call = next()) await quieting.quiet(call);
      return true;
    } catch (cause) {
      onProblem(notHeld(cause));
      return false;
    }
  };

  const bringInFront = async (call: TeamsCall): Promise<boolean> => {
    const before = liveNow();
    const isReady = await quietOthers(call);
    if (!isReady || isOver(call)) {
      await goBack(before);
      return false;
    }
    setFront(call);
    await goLive(call);
    return true;
  };

  const api: LiveCall = {
    isBeginning: (call) => call.direction === beginning,
    begin: (direction, start) =>
      queue.run(async () => {
        const before = liveNow();
        let call: TeamsCall | null = null;
        try {
          if (await quietOthers(null)) {
            beginning = direction;
            call = await start();
          }
        } finally {
          beginning = null;
          if (!call || isOver(call)) await goBack(before);
        }
        if (call && !isOver(call)) {
          setFront(call);
          // The SDK may have started another one meanwhile.
          await quietOthers(call);
        }
        return call;
      }),
    adopt(call) {
      if (calls().every((one) => one === call || isOver(one))) return setFront(call);
      // At once and not in its turn: it may be answered at any moment.
      const silenced = reporting(() => quieting.silence(call));
      void queue.run(async () => {
        const before = liveNow();
        await silenced;
        if (isOver(call)) return;
        const brought = await reporting(async () => {
          if ((await bringInFront(call)) && before) heldFor.set(call, before);
        });
        if (!brought.ok) onProblem(brought.problem);
      });
    },
    switchTo: (call) =>
      queue.run(() =>
        reporting(async () => {
          if (!isOver(call)) await bringInFront(call);
        }),
      ),
    hold: (call, then) =>
      queue.run(async () => {
        try {
          if (isRunning(call)) await quieting.quiet(call);
        } catch (cause) {
          return { ok: false, problem: notHeld(cause) };
        }
        return reporting(async () => {
          if (!isOver(call)) then?.();
        });
      }),
    async unmute(call) {
      await call.unmute();
      const isBehind = call !== front() || quieting.isSilenced(call);
      if (isBehind && call.state !== 'LocalHold' && !isOver(call)) await quieting.silence(call);
    },
    async hangUp(call) {
      if (isEnding(call)) return;
      leaving.add(call);
      try {
        await call.hangUp();
      } catch (cause) {
        leaving.delete(call);
        if (!isEnding(call)) throw cause;
      }
    },
    check() {
      for (const call of calls()) {
        if (call === front() || !isRunning(call) || quieting.isQuiet(call) || checked.has(call)) continue;
        checked.add(call);
        void queue.run(async () => {
          if (call === front()) return void checked.delete(call);
          const cause = await quieting.quietOrSilence(call);
          // One that cannot be held is not tried again at each of its events, only by the next command.
          if (cause === null) checked.delete(call);
          else onProblem(notHeld(cause));
        });
      }
    },
    ended(call, wasConnected) {
      leaving.delete(call);
      checked.delete(call);
      quieting.forget(call);
      const before = heldFor.get(call);
      heldFor.delete(call);
      const isBack = before !== undefined && !wasConnected && front() === before;
      void queue.run(async () => {
        const next = front();
        if (!next || isOver(next)) return;
        // A call that was silenced while it rang behind the other is heard again; one on hold stays on hold.
        if (isBack || next.state !== 'LocalHold') await goBack(next);
      });
    },
  };
  return api;
}
