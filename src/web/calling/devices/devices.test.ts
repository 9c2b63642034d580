import type { DeviceManager } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import type { Sdk } from '../sdk/sdk.ts';
import { createDevices } from './devices.ts';

const both = { audio: true, video: true };

test('C11: an SDK that rejects the question for permission counts as a refusal', async () => {
  const askDevicePermission = () => Promise.reject(new Error('There is no device.'));
  const manager = { askDevicePermission } as unknown as DeviceManager;
  const devices = createDevices({} as Sdk, async () => manager);
  expect(await devices.ask(both)).toEqual({ audio: false, video: false });
});

test('C11: without a device manager there are no devices, and the question does not reject', async () => {
  const devices = createDevices({} as Sdk, () => Promise.reject(new Error('The SDK has no device manager.')));
  expect(await devices.ask(both)).toEqual({ audio: false, video: false });
  expect(await devices.cameraStream()).toMatchObject({ ok: false, problem: { code: 'camera-refused' } });
});
