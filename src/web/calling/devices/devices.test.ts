import type { DeviceManager } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import type { Sdk } from '../sdk/sdk.ts';
import { createDevices } from './devices.ts';

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

const refuse = () => Promise.reject(new Error('There is no device.'));

test.each([
  ['has no device manager', refuse],
  [
    'rejects a request for permission',
    async () => ({ askDevicePermission: refuse }) as unknown as DeviceManager,
  ],
])('C11: if the SDK %s, the app may use no device, and no method rejects', async (_fault, getManager) => {
  const devices = createDevices({} as Sdk, getManager);
  expect(await devices.askPermission({ audio: true, video: true })).toEqual({ audio: false, video: false });
  expect(await devices.openCamera()).toMatchObject({ ok: false, problem: { code: 'camera-refused' } });
});
