import { expect, test } from 'vitest';
import { createControls } from '../../emulator-package/controls/createControls.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();

test('conditions and faults take an ACS user by id, or by the name of the call agent if no other user has it', async () => {
  const { conditions, network, agents } = createControls(harness.emulator);
  const ann = await harness.connectWith('acsUser=ann', 'Ann Example');
  await network.set('Ann Example', { lossPercent: 10 });
  await conditions.set({ delayExchangeMs: 1 }, ann.userId);
  expect(await conditions.list()).toEqual({
    [ann.userId]: { network: { lossPercent: 10 }, delayExchangeMs: 1 },
  });
  expect(await agents.list()).toMatchObject([{ name: 'Ann Example', id: ann.userId, user: null }]);
  await agents.disconnect('Ann Example');
  await ann.waitFor(({ frames }) => frames.find((frame) => frame.t === 'retired'));
  await agents.drop({ person: 'Ann Example' });
  expect(await ann.closeCode).toBe(1006);
  const other = await harness.connectWith('acsUser=other', 'Ann Example');
  await expect(conditions.set({ mfa: true }, 'Ann Example')).rejects.toThrow(
    `409 Several ACS users have the name Ann Example: ${ann.userId}, ${other.userId}.`,
  );
  await expect(conditions.set({ mfa: true }, 'Zoe')).rejects.toThrow('404 There is no user Zoe.');
});

test('a person comes before an ACS user with the same name', async () => {
  await harness.connectWith('acsUser=ann', 'alice@fabrikam.example');
  await harness.control('POST', 'conditions', { user: 'alice@fabrikam.example', mfa: true });
  const [id = ''] = Object.keys(await harness.controlJson('GET', 'conditions'));
  expect(id).toBe('a0000000-0000-4000-8000-00000000000a');
});
