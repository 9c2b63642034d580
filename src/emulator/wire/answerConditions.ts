import * as z from 'zod';
import { declareCondition, declareSwitch } from './condition.ts';

/**
 * Conditions that make the SDK give another answer than the emulator gives by default, where Microsoft documents
 * neither answer, or where its pages contradict each other. A calling app must cope with both answers.
 */
export const answerConditions = {
  /**
   * Users of SDK 1.23 saw this after more than 15 changes in 30 seconds.
   * @see https://github.com/Azure/azure-sdk-for-js/issues/29391
   */
  muteLimit: declareCondition(
    z.strictObject({ changes: z.int().min(1).max(1_000), seconds: z.int().min(1).max(600) }),
    '`mute()` and `unmute()` of a call above this rate reject with 429/0, while `isMuted` changes nevertheless; see _As strict as the service_.',
    { changes: 15, seconds: 30 },
  ),
  /**
   * Until then the SDK takes `isMuted` for the truth: it does nothing when it is asked for the state that `isMuted` shows.
   * The delay is short enough for a test, and long enough to be seen.
   */
  lateMuteMs: declareCondition(
    z.int().min(1).max(60_000),
    '`isMuted` and the sound change this many milliseconds after `mute()` or `unmute()` has resolved.',
    300,
  ),
  muteFailsBeforeConnected: declareSwitch(
    '`mute`, `unmute`, `muteIncomingAudio` and `unmuteIncomingAudio` reject with 400/0 until the call is connected.',
  ),
  holdFailsInRemoteHold: declareSwitch(
    '`call.hold()` rejects with 500/41033 in the state `RemoteHold`, in which only the other participant holds the call.',
  ),
  otherIncomingId: declareSwitch('An incoming call has another `id` than the call that `accept()` returns.'),
  callEndReason: declareCondition(
    z.enum(['late', 'missing']),
    '`callEndReason` of a call or incoming call is undefined when the event of its end comes. `late` sets it half a second later, `missing` never.',
    'late',
  ),
  /**
   * Microsoft's table of phone capabilities says that captions are not supported then, but the capabilities of the call do
   * not say so.
   * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/phone-capabilities
   */
  noPhoneCaptions: declareSwitch('`startCaptions` rejects with 403/0 in calls with a phone number.'),
  /**
   * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/captionscallfeature
   */
  plainCaptions: declareSwitch(
    'Captions have the kind `Captions`, which cannot be translated, instead of `TeamsCaptions`. In a running call `CaptionsKindChanged` announces the change, and captions must be started again.',
  ),
  /**
   * Microsoft's table of phone capabilities names this state, and says that early media is not supported.
   * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/phone-capabilities
   */
  earlyMedia: declareSwitch(
    'A call to a phone number has the state `EarlyMedia` instead of `Ringing`, and a ringback tone is heard.',
  ),
  transferredCallEnds: declareCondition(
    z.strictObject({
      afterMs: z.int().min(0).max(60_000),
      code: z.int().min(0).max(699),
      subCode: z.int().min(0).max(1_000_000),
    }),
    'The former call of a user who was transferred ends this many milliseconds after the new call was connected, and with this code. By default it ends at once with 0/0.',
    { afterMs: 5_000, code: 410, subCode: 3101 },
  ),
};
