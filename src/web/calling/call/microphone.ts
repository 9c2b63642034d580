import type { TeamsCall } from '@azure/communication-calling';
import { withTimeout } from '../../base/withTimeout.ts';
import { isThrottled } from '../../errors/translateSdkError.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { isEnding, isRunning } from './callState.ts';
import { joinStops } from '../../base/subscriptions.ts';

/**
 * Why the microphone is not yet as the user wants it. `mayBeHeard`: the service refused to mute the user. `mutesOnceConnected`:
 * the SDK refused that before the call was connected. `notHeard`: the service refused to unmute the user. `waits`: the app
 * waits before it unmutes the user, because the service would refuse to mute them again.
 */
export type MicrophoneDelay = 'mayBeHeard' | 'mutesOnceConnected' | 'notHeard' | 'waits';

const answerTimeoutMs = 3_000;
/** Milliseconds that `isMuted` may take to change after the SDK has answered. */
const settleTimeoutMs = 2_000;
/** Milliseconds after a mute in which the SDK may still open the microphone because of an earlier unmute. */
const lateUnmuteMs = 10_000;
/** Milliseconds before each attempt after a refusal. The last value is used for all further attempts. */
const retryDelaysMs = [2_000, 4_000, 8_000, 10_000];

/**
 * The microphone of one call. The SDK's `isMuted` alone does not say whether the others hear the user: if the user mutes and
 * unmutes too often, the service refuses with 429, `isMuted` changes nevertheless, and the others go on hearing the user.
 * @see https://github.com/Azure/azure-sdk-for-js/issues/29391
 */
export interface Microphone {
  /** Whether the user is muted. It is `false` while the service refuses to mute the user, whatever the SDK says. */
  readonly isMuted: boolean;
  /** Whether the SDK has accepted a change, and `isMuted` has not changed yet. */
  readonly isChanging: boolean;
  readonly delay: MicrophoneDelay | null;
  /**
   * Asks the SDK to mute or unmute the user, even if `isMuted` has that value already. Resolves when the SDK has answered. A
   * mute that the SDK refuses, and an unmute that it throttles, are repeated until they succeed or `setMuted` is called again.
   * @throws what the SDK throws when it cannot unmute the user
   */
  readonly setMuted: (isMuted: boolean) => Promise<void>;
  /** Calls `onChange` after each change of the properties. @returns the unsubscribe */
  readonly subscribe: (onChange: () => void) => Unsubscribe;
  /** Follows the call. @returns the unsubscribe, after which nothing is repeated any more */
  readonly watch: () => Unsubscribe;
}

/**
 * How many times the app mutes and unmutes the user within `windowMs`. The service refuses more, above a limit that Microsoft
 * does not document. Users of the SDK saw refusals after 15 changes.
 */
const maxChanges = 14;
const windowMs = 30_000;

export function createMicrophone(call: TeamsCall): Microphone {
  /** When the app last muted and unmuted the user, in milliseconds since 1970, oldest first. */
  let changeTimes: readonly number[] = [];
  const listeners = new Set<() => void>();
  /** What the app asked for last; `null` if it has asked for nothing, or if the SDK has muted the user since then. */
  let wantedMuted: boolean | null = null;
  /** Whether `wantedMuted` must be sent to the SDK. */
  let isDue = false;
  /** What the SDK refused last; `null` if it accepted. */
  let refusedMuted: boolean | null = null;
  let isWaiting = false;
  let isSettling = false;
  let retryCount = 0;
  let lastMuteAt = 0;
  let isSending = false;
  let lastSending = Promise.resolve();
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let settleTimer: ReturnType<typeof setTimeout> | undefined;

  /** @returns the milliseconds after which the user can be unmuted and then muted again; 0 if that is possible now */
  const findWaitMs = (): number => {
    // The second change that must still be possible is the mute, which must never wait.
    const expiringTime = changeTimes.at(-(maxChanges - 1));
    const waitMs = expiringTime === undefined ? 0 : expiringTime + windowMs - Date.now();
    return Math.max(0, waitMs);
  };
  const publish = () => {
    for (const onChange of listeners) onChange();
  };
  const retryAfter = (ms: number) => {
    retryTimer = setTimeout(() => {
      isDue = true;
      // The user still reads why they are not heard if the SDK refuses again, whatever its reason is.
      void send().catch(() => undefined);
    }, ms);
  };
  const settle = () => {
    clearTimeout(settleTimer);
    isSettling = wantedMuted !== null && wantedMuted !== call.isMuted;
    if (isSettling) settleTimer = setTimeout(endSettling, settleTimeoutMs);
  };
  const endSettling = () => {
    isSettling = false;
    publish();
  };
  const handleRefusal = (isMuted: boolean, cause: unknown) => {
    if (!isMuted && !isThrottled(cause)) {
      wantedMuted = null;
      // The SDK may have refused the mute before, so that the user is not muted at all.
      const wasNeverMuted = refusedMuted === true && !call.isMuted;
      refusedMuted = null;
      if (wasNeverMuted) return;
      throw cause;
    }
    refusedMuted = isMuted;
    retryAfter(retryDelaysMs[Math.min(retryCount++, retryDelaysMs.length - 1)] ?? 0);
  };
  const sendOnce = async (isMuted: boolean): Promise<void> => {
    isDue = false;
    const waitMs = isMuted ? 0 : findWaitMs();
    isWaiting = waitMs > 0;
    if (isWaiting) return retryAfter(waitMs);
    changeTimes = [...changeTimes, Date.now()].slice(-maxChanges);
    if (isMuted) lastMuteAt = Date.now();
    try {
      await withTimeout(isMuted ? call.mute() : call.unmute(), answerTimeoutMs);
      refusedMuted = null;
      retryCount = 0;
      settle();
    } catch (cause) {
      // If the app has asked for something else meanwhile, that is sent next.
      if (!isDue && !isEnding(call)) handleRefusal(isMuted, cause);
    }
    return undefined;
  };
  const findRequest = (): boolean | null => (isDue && !isEnding(call) ? wantedMuted : null);
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
  const resend = () => {
    isDue = true;
    void send().catch(() => undefined);
  };

  const onMutedChange = () => {
    endSettling();
    if (isSending || refusedMuted !== null || isWaiting) return;
    if (call.isMuted && wantedMuted === false) wantedMuted = null;
    // The SDK opened the microphone after the user was muted again: it published the unmute before that too late.
    const isLateUnmute = wantedMuted === true && Date.now() - lastMuteAt < lateUnmuteMs;
    if (!call.isMuted && isLateUnmute) resend();
  };
  const onMutedByOthers = () => {
    wantedMuted = null;
    refusedMuted = null;
    clearTimeout(retryTimer);
    publish();
  };
  const onStateChange = () => {
    if (call.state === 'Connected' && refusedMuted !== null) resend();
  };

  return {
    get isMuted() {
      return call.isMuted && refusedMuted !== true;
    },
    get isChanging() {
      return isSettling;
    },
    get delay() {
      if (isWaiting) return 'waits';
      if (refusedMuted === null) return null;
      if (!refusedMuted) return 'notHeard';
      if (call.state === 'Connected') return 'mayBeHeard';
      // Nobody hears the user in a call that is on hold.
      return isRunning(call) ? null : 'mutesOnceConnected';
    },
    setMuted(isMuted) {
      wantedMuted = isMuted;
      isDue = true;
      isWaiting = false;
      return send();
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    watch: () =>
      joinStops(
        listen(call, ['isMutedChanged'], onMutedChange),
        listen(call, ['mutedByOthers'], onMutedByOthers),
        listen(call, ['stateChanged'], onStateChange),
        () => clearTimeout(retryTimer),
        () => clearTimeout(settleTimer),
      ),
  };
}
