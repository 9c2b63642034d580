import { capability, type Availability, watchCapabilities } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import {
  findDeviceProblem,
  watchDeviceProblems,
  type DeviceDiagnostics,
} from '../../calling/call/deviceProblem.ts';
import { fail } from '../../errors/problem.ts';

/** Why the others do not hear the user, who is not muted. The words are `mute.trouble.<name>` in the locale files. */
export type MicrophoneProblem = 'refused' | 'missing' | 'silenced' | 'stopped';

interface Microphone {
  readonly isMuted: boolean;
  readonly can: Availability;
  readonly deviceProblem: MicrophoneProblem | null;
}

const diagnostics: DeviceDiagnostics<MicrophoneProblem> = [
  ['microphonePermissionDenied', 'refused'],
  ['noMicrophoneDevicesEnumerated', 'missing'],
  ['microphoneMuteUnexpectedly', 'silenced'],
  ['microphoneNotFunctioning', 'stopped'],
];

/**
 * Mutes and unmutes the user's microphone. Input: whether to mute; `undefined` toggles; `repair` opens a microphone again that
 * was unplugged, or refused by the browser, during the call.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const mute: CallFeature<Microphone, boolean | 'repair' | undefined> = {
  name: 'mute',
  // A user who releases the space bar before the microphone is open must be muted nevertheless.
  inTurn: true,
  read(call, tools) {
    const may = call.isMuted ? capability(call, tools, 'unmuteMic') : 'yes';
    return {
      isMuted: call.isMuted,
      // The user may also mute while the call rings, and while its connection is lost.
      can: may === 'notConnected' || may === 'reconnecting' ? 'yes' : may,
      deviceProblem: findDeviceProblem(call, tools, diagnostics),
    };
  },
  watch(call, look, tools) {
    const stops = [
      listen(call, ['isMutedChanged'], look),
      watchDeviceProblems(call, tools, look),
      watchCapabilities(call, tools, look),
    ];
    return () => stops.forEach((stop) => stop());
  },
  async run(call, tools, input = !call.isMuted) {
    const isMuting = input === true;
    if (input === 'repair') {
      if (!(await tools.devices.ask({ audio: true, video: false })).audio) return fail('microphone-refused');
      // Unmuting is what makes the SDK open the microphone.
      if (!call.isMuted) await call.mute();
    }
    if (isMuting === call.isMuted) return undefined;
    try {
      await (isMuting ? call.mute() : tools.live.unmute(call));
    } catch (cause) {
      // If the SDK has raised a diagnostic, the banner already shows the problem and its remedy.
      if (findDeviceProblem(call, tools, diagnostics) === null) throw cause;
    }
    return undefined;
  },
};
