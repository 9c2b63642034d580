import { capability, type Availability, watchCapabilities } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import {
  findDeviceProblem,
  watchDeviceProblems,
  type DeviceDiagnostics,
} from '../../calling/call/deviceProblem.ts';
import { fail } from '../../errors/problem.ts';

/** Why nobody hears us although we are not muted: `mute.trouble.<name>` in the locale files. */
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
 * Our own microphone in this call. Input: whether to be muted; without it, the other way round than now; `repair`
 * opens a microphone anew that was unplugged or refused in the middle.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const mute: CallFeature<Microphone, boolean | 'repair' | undefined> = {
  name: 'mute',
  // Whoever lets go of the key before the microphone is open must be muted all the same.
  inTurn: true,
  read(call, tools) {
    const may = call.isMuted ? capability(call, tools, 'unmuteMic') : 'yes';
    return {
      isMuted: call.isMuted,
      // It works before the call stands and while its way is lost, too.
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
  async run(call, tools, wanted = !call.isMuted) {
    const isMuting = wanted === true;
    if (wanted === 'repair') {
      if (!(await tools.devices.ask({ audio: true, video: false })).audio) return fail('microphone-refused');
      // Unmuting is what makes the SDK open the microphone.
      if (!call.isMuted) await call.mute();
    }
    if (isMuting === call.isMuted) return undefined;
    try {
      await (isMuting ? call.mute() : tools.live.unmute(call));
    } catch (cause) {
      // What the SDK has diagnosed is told already, with the way to mend it.
      if (findDeviceProblem(call, tools, diagnostics) === null) throw cause;
    }
    return undefined;
  },
};
