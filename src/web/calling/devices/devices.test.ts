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

test('B13: a list that the SDK cannot read after an event stays, and is read again after the next event', async () => {
  const rejections: unknown[] = [];
  const noteRejection = (cause: unknown) => rejections.push(cause);
  process.on('unhandledRejection', noteRejection);
  let raiseEvent = () => {};
  let readMicrophones = async () => [{ id: 'm1', name: 'first' }];
  const manager = {
    isSpeakerSelectionAvailable: false,
    getMicrophones: () => readMicrophones(),
    getCameras: async () => [],
    on: (_event: string, listener: () => void) => (raiseEvent = listener),
  } as unknown as DeviceManager;
  const devices = createDevices({} as Sdk, async () => manager);
  await devices.updateList();
  readMicrophones = () => Promise.reject(new Error('The SDK lists no devices now.'));
  raiseEvent();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(devices.list.get().microphones).toEqual([{ id: 'm1', name: 'first' }]);
  readMicrophones = async () => [{ id: 'm2', name: 'second' }];
  raiseEvent();
  await expect.poll(() => devices.list.get().microphones).toEqual([{ id: 'm2', name: 'second' }]);
  process.off('unhandledRejection', noteRejection);
  expect(rejections).toEqual([]);
});

test('C11: if the SDK has no device manager, the app may use no device, and no method rejects', async () => {
  const devices = createDevices({} as Sdk, () => Promise.reject(new Error('The SDK has no device manager.')));
  expect(await devices.askPermission(microphoneAndCamera)).toEqual({ audio: false, video: false });
  expect(await devices.openCamera()).toMatchObject({ ok: false, problem: { code: 'camera-refused' } });
});
