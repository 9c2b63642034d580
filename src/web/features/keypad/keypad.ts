import type { DtmfTone } from '@azure/communication-calling';
import type { CallFeature } from '../../calling/call/feature.ts';
import { whileRunning, type Availability } from '../../calling/call/capability.ts';

/** Sends the tones of a telephone's keys (DTMF), for example to a voice menu. */
export const keypad: CallFeature<{ can: Availability }, DtmfTone> = {
  name: 'keypad',
  // So that no digit is lost if the user types fast.
  inTurn: true,
  read: (call, tools) => ({ can: whileRunning(call, tools) }),
  run: (call, _tools, tone) => call.sendDtmf(tone),
};
