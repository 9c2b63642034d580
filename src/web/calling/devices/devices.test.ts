import type { DeviceManager } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import type { Sdk } from '../sdk/sdk.ts';
import { createDevices } from './devices.ts';

const both = { audio: true, video: true };

test('C11: if the SDK rejects a request for permission, no device is allowed', async () => {
  const askDevicePermission = () => Promise.reject(new Error('There is no device.'));
  const manager = { askDevicePermission } as unknown as DeviceManager;
  const devices = createDevices({} as Sdk, async () => manager);
  expect(await devices.ask(both)).toEqual({ audio: false, video: false });
});

test('C11: without a device manager no device is allowed, and ask does not reject', async () => {
  const devices = createDevices({} as Sdk, () => Promise.reject(new Error('The SDK has no device manager.')));
  expect(await devices.ask(both)).toEqual({ audio: false, video: false });
  expect(await devices.cameraStream()).toMatchObject({ ok: false, problem: { code: 'camera-refused' } });
});
