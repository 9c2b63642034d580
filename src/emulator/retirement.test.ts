import { expect, test, vi } from 'vitest';
import { createStartCommand, defaultState } from './testing/testClient.ts';
import { setUpEmulator } from './testing/withEmulator.ts';

const harness = setUpEmulator({ retire: '2028' });

test('with --retire 2028, calls among ACS users end with 403/0, a meeting does not, and the end of the run lists both', async () => {
  const ann = await harness.connectWith('acsUser=ann');
  const { userId } = await harness.connectWith('acsUser=ben');
  const call = createStartCommand(userId).command;
  ann.sendCommand(call);
  const ended = await ann.waitForEvent('ended');
  expect(ended).toMatchObject({ call: call.call, self: call.self, end: { code: 403, subCode: 0 } });
  expect(ended.end.message).toContain('30 September 2028');
  const [meetingCall, self] = [crypto.randomUUID(), crypto.randomUUID()];
  const meeting = { meetingId: '201000000001', passcode: 'open01' };
  ann.sendCommand({ t: 'join', call: meetingCall, self, meeting, state: defaultState });
  await ann.waitForEvent('place');
  const phone = {
    t: 'add',
    call: meetingCall,
    participant: crypto.randomUUID(),
    id: '4:+14255550100',
  } as const;
  ann.sendCommand({ ...phone, callerNumber: '4:+14255550160' });
  // A reset starts no new run.
  await harness.control('POST', 'reset', {});
  expect(await harness.controlJson('GET', 'retirement')).toMatchObject([
    { does: 'calls among ACS users', times: 1, fate: 'ends', instead: 'meet in a Teams meeting' },
    { does: 'Teams meetings', times: 1, fate: 'stays', instead: null },
  ]);
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await harness.emulator.stop();
  const text = write.mock.calls.join('');
  expect(text).toMatch(
    /ends +1 × calls among ACS users; instead: meet in a Teams meeting .*#breaking-changes\n/,
  );
  expect(text).toMatch(/stays +1 × Teams meetings /);
});
