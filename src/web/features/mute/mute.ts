import { checkCapability, checkControl, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import type { MicrophoneDelay } from '../../calling/call/microphone.ts';
import { watchDeviceProblem } from '../../calling/call/deviceProblem.ts';
import { fail } from '../../errors/problem.ts';

/** SDK diagnostics that say why others do not hear an unmuted user, with the app's names (`mute.trouble.*` in the locale files). */
const microphoneDiagnostics = [
  ['microphonePermissionDenied', 'refused'],
  ['noMicrophoneDevicesEnumerated', 'missing'],
  ['microphoneMuteUnexpectedly', 'silenced'],
  ['microphoneNotFunctioning', 'stopped'],
] as const;

interface MicrophoneState {
  /** Whether the user is muted. `false` while the service refuses to mute the user. */
  readonly isMuted: boolean;
  /** Whether the SDK has yet to report that the user is muted or unmuted. */
  readonly isChanging: boolean;
  /** Why the microphone is not yet as the user wants it; `null` if it is. Texts: `mute.delay.*` in the locale files. */
  readonly delay: MicrophoneDelay | null;
  readonly availability: Availability;
  /** `null` if the SDK reports no problem. */
  readonly deviceProblem: (typeof microphoneDiagnostics)[number][1] | null;
}

/**
 * Mutes and unmutes the user. The input `true` mutes, `false` unmutes, and `undefined` toggles. The input `reopen` opens the
 * microphone again after it was unplugged, or after the browser refused it, and unmutes the user. The input `hold` holds the
 * call, so that nobody hears a user whom the service refuses to mute.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const mute: CallFeature<MicrophoneState, boolean | 'reopen' | 'hold' | undefined> = {
  name: 'mute',
  // Muting waits until unmuting is done. A user who presses and releases the space bar quickly must end up muted.
  queuesCommands: true,
  create(context) {
    const { call, tools, onChange, atEnd } = context;
    const { microphone } = tools;
    const readDeviceProblem = watchDeviceProblem(context, microphoneDiagnostics);
    atEnd(microphone.subscribe(onChange));
    return {
      read() {
        const { isMuted, isChanging, delay } = microphone;
        const availability = isMuted ? checkCapability(call, tools, 'unmuteMic') : checkControl(call, tools);
        const isWithoutConnection = ['notConnected', 'lobby', 'reconnecting'].includes(availability);
        return {
          isMuted,
          isChanging,
          delay,
          // The user may also mute and unmute while the call rings, in the lobby, and while the connection is lost.
          availability: isWithoutConnection ? 'yes' : availability,
          deviceProblem: readDeviceProblem(),
        };
      },
      async run(input = !microphone.isMuted) {
        if (input === 'hold') return tools.live.hold(call);
        if (input === true) return microphone.setMuted(true);
        if (input === 'reopen') {
          const permissions = await tools.devices.askPermission({ audio: true, video: false });
          if (!permissions.audio) return fail(`microphone-${await tools.devices.findFault('microphone')}`);
          // The SDK opens the microphone only when a muted user is unmuted.
          if (!microphone.isMuted) await microphone.setMuted(true);
        }
        try {
          await tools.live.unmute(call);
        } catch (cause) {
          // If the SDK has raised a diagnostic, the banner already shows the problem and its remedy, so nothing is thrown.
          if (readDeviceProblem() === null) throw cause;
        }
        return undefined;
      },
    };
  },
};
