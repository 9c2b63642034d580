import type { DeviceManager } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { createAskPermission } from './devicePermission.ts';

test('asks the browser once for each device, and follows the state of its answer', async () => {
  const statuses = {
    microphone: Object.assign(new EventTarget(), { state: 'granted' }),
    camera: Object.assign(new EventTarget(), { state: 'granted' }),
  };
  const query = vi.fn(async ({ name }: { name: keyof typeof statuses }) => statuses[name]);
  vi.stubGlobal('navigator', { permissions: { query } });
  const askDevicePermission = vi.fn(async () => ({ audio: true, video: true }));
  const askPermission = createAskPermission(
    async () => ({ askDevicePermission }) as unknown as DeviceManager,
    () => {},
  );
  const request = () => askPermission({ audio: true, video: true });

  await request();
  // The SDK has opened both devices, so from now on the browser's answer is enough.
  await request();
  await request();
  expect(askDevicePermission).toHaveBeenCalledTimes(1);
  expect(query.mock.calls.map(([{ name }]) => name)).toEqual(['microphone', 'camera']);

  statuses.camera.state = 'denied';
  await request();
  expect(askDevicePermission).toHaveBeenCalledTimes(2);
  expect(query).toHaveBeenCalledTimes(2);
});
