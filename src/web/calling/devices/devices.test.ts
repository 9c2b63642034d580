import type { DeviceManager } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import type { Sdk } from '../sdk/sdk.ts';
import { createDevices } from './devices.ts';

const microphoneAndCamera = { audio: true, video: true };

test('C11: if the SDK rejects a request for permission, the app may use no device', async () => {
  const askDevicePermission = () => Promise.reject(new Error('There is no device.'));
  const manager = { askDevicePermission } as unknown as DeviceManager;
  const devices = createDevices({} as Sdk, async () => manager);
  expect(await devices.askPermission(microphoneAndCamera)).toEqual({ audio: false, video: false });
});

test('C11: if the SDK has no device manager, the app may use no device, and no method rejects', async () => {
  const devices = createDevices({} as Sdk, () => Promise.reject(new Error('The SDK has no device manager.')));
  expect(await devices.askPermission(microphoneAndCamera)).toEqual({ audio: false, video: false });
  expect(await devices.openCamera()).toMatchObject({ ok: false, problem: { code: 'camera-refused' } });
});
