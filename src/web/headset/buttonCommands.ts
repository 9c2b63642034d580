import type { CallSession } from '../calling/call/session.ts';
import type { Phone } from '../calling/phone.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { hold } from '../features/hold/hold.ts';
import { mute } from '../features/mute/mute.ts';
import type { ButtonEvent } from './buttonReader.ts';

/** How the commands reach the user's other tabs and the headset's lights. */
interface CommandTools {
  /** If a call rings in another tab, lets that tab answer or decline it. @returns whether a call rings there */
  readonly passOn: (command: 'answer' | 'decline') => boolean;
  /** Sends the lights again, because the headset may no longer show what the app has sent. */
  readonly repeatLights: () => void;
}

/**
 * After a press has answered or ended a call, a second press within this time does nothing: it was meant for the same call. The time
 * starts when the command is done, because on a busy computer the user presses again when nothing has happened yet.
 */
const secondPressMs = 700;
/** If a command is not done after this time, the next press counts, so that the user can give up a call that is not answered. */
const giveUpMs = 5_000;
/** A press within this time after a call has begun to ring may mean the call that is on the screen, or has just ended there. */
const newRingMs = 700;
/** When the light `offHook` comes on, the headset may move its hook switch by itself. Within this time, that is no press. */
const followsLightMs = 1_000;

/** @returns whether a switch or toggle must be on after an event; `null` if it stays as it is */
function findWanted(kind: ButtonEvent['kind'], isOn: boolean, wasOnAtPress: boolean): boolean | null {
  if (kind === 'press') return !isOn;
  // A button that the device describes as a switch: it was pressed (`on`) and released (`tap`). If `on` has changed nothing,
  // the press must undo what was on before.
  if (kind === 'tap') return wasOnAtPress ? false : null;
  return kind === 'on';
}

/** Creates the commands that the buttons of all headsets run. They are those of the screen's buttons and of the shortcuts. */
export function createButtonCommands(phone: Phone, tools: CommandTools) {
  /** When the last command that answers or ends a call has begun or was done, in milliseconds of `performance.now()`. */
  let lastHookTime = -Infinity;
  /** The last command that answers or ends a call; `null` when it is done. */
  let runningHook: Promise<void> | null = null;
  /** Whether the last `on` of a hook switch has answered a call. */
  let hasHookAnswered = false;
  let wasMutedAtPress = false;
  let wasHeldAtPress = false;

  const findRinging = () => phone.state.get().incoming.find(({ isAnswering }) => !isAnswering);
  const isSecondPress = () => performance.now() - lastHookTime < (runningHook ? giveUpMs : secondPressMs);
  const runHook = async (command: () => Promise<void> | void): Promise<void> => {
    lastHookTime = performance.now();
    const running = Promise.resolve(command());
    runningHook = running;
    await running.finally(() => {
      // After a press that gave up the command, another one runs.
      if (runningHook !== running) return;
      runningHook = null;
      lastHookTime = performance.now();
    });
  };
  /** @returns the front call; `undefined` just after it has come to the front by itself, because the press may mean another call */
  const findFront = (): CallSession | undefined => {
    const { front, isSettling } = phone.state.get();
    return isSettling ? undefined : phone.findSession(front ?? '');
  };

  /** @returns whether a call rings in this tab, so that the press means that call */
  const handleRinging = (command: (incomingId: string) => Promise<void>): boolean => {
    const ringing = findRinging();
    const { areCardsSettling, isSettling, calls } = phone.state.get();
    const hasJustRung = ringing !== undefined && Math.abs(Date.now() - ringing.ringingSince) < newRingMs;
    // Just after a card has gone, the user may mean the call that was first a moment ago.
    const mayMeanOtherCall = hasJustRung && (calls.length > 0 || isSettling);
    if (ringing && !areCardsSettling && !mayMeanOtherCall) {
      void runHook(() => command(ringing.key));
    }
    return ringing !== undefined;
  };
  const answerHere = () => handleRinging((incomingId) => phone.acceptCall(incomingId, { video: false }));
  const declineHere = () => handleRinging(phone.declineCall);
  /** @returns whether a call rings in one of the user's tabs */
  const answer = (): boolean => answerHere() || tools.passOn('answer');
  const decline = (): boolean => declineHere() || tools.passOn('decline');

  /** Ends the call that is being answered or placed, otherwise the front call. */
  const end = async (): Promise<void> => {
    const { incoming, isPlacing, areCardsSettling, isHangUpSettling } = phone.state.get();
    const answering = incoming.find(({ isAnswering }) => isAnswering);
    // If a call has just stopped ringing, the user may have wanted to answer that call.
    if (!areCardsSettling && !isSecondPress()) {
      await runHook(() => {
        if (answering) return phone.declineCall(answering.key);
        if (isPlacing) return phone.cancelPlacing();
        return isHangUpSettling ? undefined : findFront()?.run(hangUp, undefined);
      });
    }
    // If a call goes on, the headset must not show that all have ended.
    tools.repeatLights();
  };

  const pressHook = (): void => {
    if (isSecondPress()) return;
    const isAnswering = phone.state.get().incoming.some((call) => call.isAnswering);
    if (isAnswering || !answer()) void end();
  };

  const handleHook = (kind: ButtonEvent['kind'], offHookSince: number | null): void => {
    if (kind === 'press') return pressHook();
    if (kind === 'on') {
      // During a call, this is no press: the headset follows the light `offHook`, perhaps late. Or a `tap` comes next.
      hasHookAnswered = offHookSince === null && answer();
      if (offHookSince === null && !hasHookAnswered) tools.repeatLights();
      return undefined;
    }
    const isInCall = offHookSince !== null && performance.now() - offHookSince >= followsLightMs;
    if (!isInCall) return undefined;
    if (kind === 'off') return void end();
    return hasHookAnswered ? undefined : pressHook();
  };

  const handleMute = (kind: ButtonEvent['kind']): void => {
    const front = findFront();
    if (!front) return;
    const { isMuted } = front.microphone;
    const wanted = findWanted(kind, isMuted, wasMutedAtPress);
    if (kind === 'on') wasMutedAtPress = isMuted;
    if (wanted !== null && wanted !== isMuted) void front.run(mute, wanted);
  };

  const handleHold = (kind: ButtonEvent['kind']): void => {
    const front = findFront();
    if (!front) return;
    const isHeld = front.call.get().state === 'LocalHold';
    const wanted = findWanted(kind, isHeld, wasHeldAtPress);
    if (kind === 'on') wasHeldAtPress = isHeld;
    if (wanted !== null && wanted !== isHeld) void front.run(hold, undefined);
  };

  return {
    /** Answers the call that rings in this tab. */
    answerHere,
    /** Declines the call that rings in this tab. */
    declineHere,
    /** @param offHookSince see `OpenHeadset.getOffHookSince` */
    handle({ button, kind }: ButtonEvent, offHookSince: number | null): void {
      switch (button) {
        case 'hookSwitch':
          return handleHook(kind, offHookSince);
        case 'phoneMute':
          return handleMute(kind);
        case 'hold':
          return handleHold(kind);
        case 'flash':
          // During a call, this answers another call, and the first one goes on hold. Pressed twice, it must not hold the new one.
          if (!isSecondPress() && !answer()) handleHold('press');
          return;
        case 'drop':
          if (!decline()) void end();
          return;
        case 'reject':
          decline();
      }
    },
  };
}
