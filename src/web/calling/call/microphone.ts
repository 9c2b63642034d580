import type { TeamsCall } from '@azure/communication-calling';
import { withTimeout } from '../../base/withTimeout.ts';
import { isThrottled } from '../../errors/translateSdkError.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { isRunning } from './callState.ts';
import { joinStops } from '../../base/subscriptions.ts';

/**
 * Why the microphone is not yet as the user wants it. `mayBeHeard`: the service has refused to mute the user.
 * `mutesOnceConnected`: the service has refused to mute the user in a call that is not connected yet. `notHeard`: the service has
 * refused to unmute the user. `waits`: the app waits before it unmutes the user, so that it can mute them again at any time.
 */
export type MicrophoneDelay = 'mayBeHeard' | 'mutesOnceConnected' | 'notHeard' | 'waits';

const answerTimeoutMs = 3_000;
/** Milliseconds that the SDK's `isMuted` may take to change after the SDK has answered. */
const changeTimeoutMs = 2_000;
/** How long after a mute the SDK may still carry out an earlier unmute. */
const lateUnmuteMs = 10_000;
/** Milliseconds before each of the first attempts after a refusal. */
const retryDelaysMs = [2_000, 4_000, 8_000];
const longestRetryDelayMs = 10_000;

/** The most mutes and unmutes within `windowMs`. Microsoft documents no limit, but users saw refusals after 15 changes. */
const maxChanges = 14;
const windowMs = 30_000;

/**
 * Creates the microphone of one call. It exists because the SDK's `isMuted` does not always tell whether the others hear the user:
 * if the user mutes and unmutes too often, the service refuses a mute with 429, but `isMuted` becomes `true` all the same.
 * @param onUnmuteFailed runs when the SDK refuses an unmute that has waited, and will not be tried again
 * @see https://github.com/Azure/azure-sdk-for-js/issues/29391
 */
export function createMicrophone(call: TeamsCall, onUnmuteFailed: (cause: unknown) => void) {
  /** When the app last muted and unmuted the user, in milliseconds since 1970, oldest first. */
  let changeTimes: readonly number[] = [];
  const listeners = new Set<() => void>();
  /** What the app asked for last; `null` if it has asked for nothing, or if others have muted the user since. */
  let wantedMuted: boolean | null = null;
  /** Whether the app must still send `wantedMuted` to the SDK. */
  let isDue = false;
  /** `true` if the SDK's last answer refused a mute, `false` if it refused an unmute; `null` if the SDK accepted. */
  let refusedMuted: boolean | null = null;
  /** Whether the app waits before it unmutes the user. */
  let isWaiting = false;
  /** Whether the SDK has accepted a change, but its `isMuted` has not changed yet. */
  let isChanging = false;
  let retryCount = 0;
  let lastMuteAt = 0;
  let isSending = false;
  let lastSending = Promise.resolve();
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let changeTimer: ReturnType<typeof setTimeout> | undefined;

  /** @returns milliseconds until the app may unmute the user; 0 if it may do so now */
  const computeUnmuteDelayMs = (): number => {
    // Within `windowMs`, the unmute must leave one change for the next mute, which must never wait.
    const changeToExpire = changeTimes.at(-(maxChanges - 1));
    const delayMs = changeToExpire === undefined ? 0 : changeToExpire + windowMs - Date.now();
    return Math.max(0, delayMs);
  };
  const publish = () => {
    for (const onChange of listeners) onChange();
  };
  const sendAfter = (ms: number) => {
    retryTimer = setTimeout(sendAgain, ms);
  };
  const awaitChange = () => {
    clearTimeout(changeTimer);
    isChanging = wantedMuted !== null && wantedMuted !== call.isMuted;
    if (isChanging) changeTimer = setTimeout(endChange, changeTimeoutMs);
  };
  const endChange = () => {
    isChanging = false;
    publish();
  };
  /** @throws `cause`, unless the app asks again, or the user is unmuted anyway */
  const handleRefusal = (isMuted: boolean, cause: unknown) => {
    if (!isMuted && !isThrottled(cause)) {
      wantedMuted = null;
      // If the SDK had refused the mute before this unmute, the user is still unmuted, as they want it now.
      const isStillUnmuted = refusedMuted === true && !call.isMuted;
      refusedMuted = null;
      if (isStillUnmuted) return;
      throw cause;
    }
    refusedMuted = isMuted;
    sendAfter(retryDelaysMs[retryCount] ?? longestRetryDelayMs);
    retryCount += 1;
  };
  const sendOnce = async (isMuted: boolean): Promise<void> => {
    isDue = false;
    const delayMs = isMuted ? 0 : computeUnmuteDelayMs();
    isWaiting = delayMs > 0;
    if (isWaiting) return sendAfter(delayMs);
    changeTimes = [...changeTimes, Date.now()].slice(-maxChanges);
    if (isMuted) lastMuteAt = Date.now();
    try {
      await withTimeout(isMuted ? call.mute() : call.unmute(), answerTimeoutMs);
      refusedMuted = null;
      retryCount = 0;
      awaitChange();
    } catch (cause) {
      // If the app has asked for something else meanwhile, it sends that next.
      if (!isDue && call.state !== 'Disconnected') handleRefusal(isMuted, cause);
    }
    return undefined;
  };
  /** @returns what to send to the SDK next; `null` for nothing */
  const findRequest = (): boolean | null => (isDue && call.state !== 'Disconnected' ? wantedMuted : null);
  const sendAll = async (): Promise<void> => {
    clearTimeout(retryTimer);
    try {
      for (let request = findRequest(); request !== null; request = findRequest()) await sendOnce(request);
    } finally {
      isSending = false;
      publish();
    }
  };
  const send = (): Promise<void> => {
    if (!isSending) {
      isSending = true;
      lastSending = sendAll();
    }
    return lastSending;
  };
  const sendAgain = () => {
    isDue = true;
    // `send` rejects only if it gives up. If it goes on trying, the property `delay` tells of it.
    void send().catch(onUnmuteFailed);
  };

  const isInProgress = (): boolean => isSending || isWaiting || refusedMuted !== null;

  const onMutedChange = () => {
    endChange();
    if (isInProgress()) return;
    // The user is muted, but not by the app.
    if (call.isMuted && wantedMuted === false) wantedMuted = null;
    // The SDK may carry out an earlier unmute after a later mute. Then the app sends the mute again.
    const isLateUnmute = wantedMuted === true && Date.now() - lastMuteAt < lateUnmuteMs;
    if (!call.isMuted && isLateUnmute) sendAgain();
  };
  const onMutedByOthers = () => {
    wantedMuted = null;
    refusedMuted = null;
    isWaiting = false;
    clearTimeout(retryTimer);
    publish();
  };
  const onStateChange = () => {
    if (call.state === 'Connected' && refusedMuted !== null) sendAgain();
  };

  return {
    /** `false` while the service refuses to mute the user, whatever the SDK says. */
    get isMuted(): boolean {
      return call.isMuted && refusedMuted !== true;
    },
    /** Whether the service has accepted the mute, and the app is not unmuting the user. The SDK's `isMuted` changes before that. */
    get staysMuted(): boolean {
      return call.isMuted && !isInProgress();
    },
    /** Whether the user is muted once the service has accepted what the app asks for. */
    get willBeMuted(): boolean {
      return isInProgress() ? wantedMuted === true : call.isMuted;
    },
    get isChanging(): boolean {
      return isChanging;
    },
    get delay(): MicrophoneDelay | null {
      if (isWaiting) return 'waits';
      if (refusedMuted === null) return null;
      if (!refusedMuted) return 'notHeard';
      if (call.state === 'Connected') return 'mayBeHeard';
      // Nobody hears the user in a call that is on hold.
      return isRunning(call) ? null : 'mutesOnceConnected';
    },
    /**
     * Asks the SDK to mute or unmute the user, even if `isMuted` has that value already. Resolves when the SDK has answered. If
     * the SDK refuses a mute, or refuses an unmute with 429, the app asks again until that succeeds or `setMuted` is called.
     * @throws what the SDK throws when it cannot unmute the user
     */
    setMuted: (isMuted: boolean): Promise<void> => {
      wantedMuted = isMuted;
      isDue = true;
      isWaiting = false;
      return send();
    },
    subscribe: (onChange: () => void): Unsubscribe => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    /** Follows the call. @returns the function that stops following it, and cancels requests that wait */
    watch: (): Unsubscribe =>
      joinStops(
        listen(call, ['isMutedChanged'], onMutedChange),
        listen(call, ['mutedByOthers'], onMutedByOthers),
        listen(call, ['stateChanged'], onStateChange),
        () => clearTimeout(retryTimer),
        () => clearTimeout(changeTimer),
      ),
  };
}

export type Microphone = ReturnType<typeof createMicrophone>;
