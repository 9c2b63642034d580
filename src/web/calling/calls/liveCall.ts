import type { CallDirection, TeamsCall } from '@azure/communication-calling';
import type { LiveCommands } from '../call/feature.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import { createFrontCall, notHeld, reporting, type LiveCallDeps } from './frontCall.ts';
import { createSerialQueue } from '../../base/serialQueue.ts';

/**
 * The one owner of which call is live. Every command that changes it runs in one serial queue and checks the calls
 * again after each answer of the SDK. The table of states, commands and events is in docs/live-call.md.
 */
export interface LiveCall extends LiveCommands {
  /**
   * Holds every call, then begins another one with `start` and brings it in front. If there is none in the end, the
   * call that was live before is taken off hold again.
   * @param direction of the call that `start` places or accepts
   * @param start returns `null` when there is no call; it has reported why
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
  /** A call has changed: one that is not in front may have become audible. */
  readonly check: () => void;
  /** A call has ended. @param wasConnected whether it was ever connected */
  readonly ended: (call: TeamsCall, wasConnected: boolean) => void;
}

export function createLiveCall(deps: LiveCallDeps): LiveCall {
  const { calls, front, setFront, onProblem } = deps;
  const queue = createSerialQueue();
  /** Calls that the user has hung up. No command touches them any more. */
  const leaving = new Set<TeamsCall>();
  /** Which call was put on hold only because the SDK started the other. */
  const heldFor = new Map<TeamsCall, TeamsCall>();
  /** Calls that `check` is holding, or could not hold. */
  const checked = new Set<TeamsCall>();
  let beginning: CallDirection | null = null;

  const isOver = (call: TeamsCall): boolean => leaving.has(call) || isEnding(call);
  const { quieting, liveNow, goBack, quietOthers, bringInFront } = createFrontCall(deps, isOver);

  return {
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
}
