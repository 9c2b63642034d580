import type { CallFeature } from '../../calling/feature.ts';
import { listen } from '../../calling/listen.ts';

/** Our own microphone in this call. */
export const mute: CallFeature<{ isMuted: boolean }> = {
  name: 'mute',
  read: (call) => ({ isMuted: call.isMuted }),
  watch: (call, look) => listen(call, ['isMutedChanged'], look),
  run: (call) => (call.isMuted ? call.unmute() : call.mute()),
};
