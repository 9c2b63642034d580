import type { DtmfTone } from '@azure/communication-calling';
import type { CallFeature } from '../../calling/call/feature.ts';
import { checkConnection, type Availability } from '../../calling/call/capability.ts';

/** Sends the tones of a telephone's keys (DTMF), for example to a voice menu. */
export const keypad: CallFeature<{ availability: Availability }, DtmfTone> = {
  name: 'keypad',
  // Tones wait for earlier tones, so that no key is lost if the user types fast.
  queuesCommands: true,
  create: ({ call, tools }) => ({
    read: () => ({ availability: checkConnection(call, tools) }),
    run: (tone) => call.sendDtmf(tone),
  }),
};
