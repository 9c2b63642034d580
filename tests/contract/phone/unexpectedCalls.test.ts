import { expect, test, vi } from 'vitest';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { bob } from '../../../src/web/fixtures/testUsers.ts';
import { createTestPhone } from './createTestPhone.ts';

/** Calls that the SDK starts by itself, for example because the other participant transfers the user. */

stubBrowser();

test.each(['unmute', 'unmuteIncomingAudio'] as const)(
  'X2: a call that was held for an unexpected call goes on when the unexpected call ends during %s',
  async (command) => {
    const { connectCall, phone, readProblemCodes, service } = createTestPhone();
    const call = await connectCall(bob.rawId);
    const newCall = service.addCall('Outgoing');
    vi.spyOn(newCall, command).mockImplementation(async () => {
      newCall.end({ code: 487, subCode: 0 });
      throw service.createRefusal(400, 41016);
    });
    await vi.waitFor(() => expect(newCall.state).toBe('Disconnected'));
    await vi.waitFor(() => expect(call.state).toBe('Connected'));
    expect([call.isMuted, call.isIncomingAudioMuted]).toEqual([false, false]);
    expect(phone.findSession(phone.state.get().front ?? '')?.call.get().id).toBe(call.id);
    expect(readProblemCodes()).toEqual([]);
  },
);
