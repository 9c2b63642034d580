import type { DtmfTone } from '@azure/communication-calling';
import type { CallFeature } from '../../calling/call/feature.ts';
import { whileRunning, type Availability } from '../../calling/call/capability.ts';

/** Sends the tones of a telephone's keys, for the machines that listen to them. */
export const keypad: CallFeature<{ can: Availability }, DtmfTone> = {
  name: 'keypad',
  // However fast the keys are pressed, no digit is lost.
  inTurn: true,
  read: (call, tools) => ({ can: whileRunning(call, tools) }),
  run: (call, _tools, tone) => call.sendDtmf(tone),
};
