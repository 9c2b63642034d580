import * as z from 'zod';

/** A delay that is short enough for a test, and long enough to be seen. */
const shortDelayMs = z.int().min(1).max(60_000);

/**
 * Conditions that make the SDK give another answer than the emulator gives by default, where Microsoft documents
 * neither answer, or where its pages contradict each other. A calling app must cope with both answers.
 */
export const answerConditions = {
  /**
   * A call's microphone may change this often within `seconds`. Every further `mute()` or `unmute()` rejects with 429/0.
   * `isMuted` changes nevertheless, and the other participants go on hearing what they heard before. Users of SDK 1.23
   * saw this after more than 15 changes in 30 seconds.
   * @see https://github.com/Azure/azure-sdk-for-js/issues/29391
   */
  muteLimit: z.optional(
    z.strictObject({ changes: z.int().min(1).max(1_000), seconds: z.int().min(1).max(600) }),
  ),
  /**
   * `mute()` and `unmute()` resolve at once, but `isMuted` and the sound change this many milliseconds later. Until then
   * the SDK takes `isMuted` for the truth: it does nothing when it is asked for the state that `isMuted` shows.
   */
  lateMuteMs: z.optional(shortDelayMs),
  /** `mute`, `unmute`, `muteIncomingAudio` and `unmuteIncomingAudio` reject with 400/0 until the call is connected. */
  muteFailsBeforeConnected: z.optional(z.boolean()),
  /** `call.hold()` rejects with 500/41033 while only the other participant holds the call (`RemoteHold`). */
  holdFailsInRemoteHold: z.optional(z.boolean()),
  /** The `id` of an incoming call is not the `id` of the call that `accept()` returns. */
  otherIncomingId: z.optional(z.boolean()),
  /**
   * `callEndReason` of a call and of an incoming call is `undefined` when the event of the end comes. `late` sets it half
   * a second later, `missing` never.
   */
  callEndReason: z.optional(z.enum(['late', 'missing'])),
  /**
   * `startCaptions` rejects with 403/0 while a phone number takes part in the call. Microsoft's table of phone
   * capabilities says that captions are not supported then, but the capabilities of the call do not say so.
   * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/phone-capabilities
   */
  noPhoneCaptions: z.optional(z.boolean()),
  /**
   * Captions have the kind `Captions`, which cannot be translated, instead of `TeamsCaptions`. In a running call the
   * event `CaptionsKindChanged` announces the change, and captions must be started again.
   * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/captionscallfeature
   */
  plainCaptions: z.optional(z.boolean()),
  /**
   * A call to a phone number has the state `EarlyMedia` instead of `Ringing`, and the telephone network's ringback tone is
   * heard. Microsoft's table of phone capabilities names this state, and says that early media is not supported.
   * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/phone-capabilities
   */
  earlyMedia: z.optional(z.boolean()),
  /**
   * The call of a participant who was transferred ends this many milliseconds after the new call was connected, and with
   * this code and subcode. By default it ends at once with 0/0.
   */
  transferredCallEnds: z.optional(
    z.strictObject({
      afterMs: z.int().min(0).max(60_000),
      code: z.int().min(0).max(699),
      subCode: z.int().min(0).max(1_000_000),
    }),
  ),
};
