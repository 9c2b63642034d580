import type { AudioDeviceInfo, DeviceManager, VideoDeviceInfo } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import { Settings } from '../../settings/settings.ts';
import type { Sdk } from '../sdk/sdk.ts';
import { keepChosenDevices } from './deviceChoice.ts';
import { createDevices } from './devices.ts';

const toAudioDevice = (id: string) =>
  ({ id, name: id, isSystemDefault: id.startsWith('default') }) as AudioDeviceInfo;
const toCamera = (id: string) => ({ id, name: id }) as VideoDeviceInfo;

/**
 * Creates the devices of a machine with two microphones, speakers and cameras, and settings that choose among them. `default-m`
 * and `default-s` are the system's own microphone and speaker. `usedIds` holds the ids of the devices in use.
 */
function setUp({ hasOtherDevices = true } = {}) {
  vi.stubGlobal('navigator', { permissions: { query: async () => ({ state: 'granted' }) } });
  let listMicrophones = async () => ['default-m', 'm2'];
  const usedIds = { microphone: 'default-m', speaker: 'default-s', camera: '' };
  const listeners = new Set<() => void>();
  const manager = {
    isSpeakerSelectionAvailable: true,
    getMicrophones: async () => (await listMicrophones()).map(toAudioDevice),
    getSpeakers: async () => (hasOtherDevices ? ['default-s', 's2'] : []).map(toAudioDevice),
    getCameras: async () => (hasOtherDevices ? ['c1', 'c2'] : []).map(toCamera),
    selectMicrophone: async ({ id }: AudioDeviceInfo) => void (usedIds.microphone = id),
    selectSpeaker: async ({ id }: AudioDeviceInfo) => void (usedIds.speaker = id),
    askDevicePermission: async (requested: object) => requested,
    on: (_event: string, listener: () => void) => listeners.add(listener),
  } as unknown as DeviceManager;
  const switchSource = vi.fn(async ({ id }: VideoDeviceInfo) => void (usedIds.camera = id));
  class LocalVideoStream {
    readonly switchSource = switchSource;
    readonly dispose = () => (usedIds.camera = '');
    constructor({ id }: VideoDeviceInfo) {
      usedIds.camera = id;
    }
    get source() {
      return toCamera(usedIds.camera);
    }
  }
  const devices = createDevices({ LocalVideoStream } as unknown as Sdk, async () => manager);
  const settings = createStore(Settings.parse({}));
  const problems: string[] = [];
  keepChosenDevices(
    devices,
    settings,
    ({ code, detail }) => problems.push(`${code} ${detail}`),
    () => {},
  );
  return {
    devices,
    usedIds,
    problems,
    switchSource,
    changeSettings: (part: Partial<Settings>) => settings.set({ ...settings.get(), ...part }),
    readMicrophones: () => devices.list.get().microphones.map(({ id }) => id),
    /** Changes which microphones are plugged in; `null` makes the SDK fail to list them. */
    setMicrophones: (ids: string[] | null, { raisesEvent = true } = {}) => {
      listMicrophones = ids ? async () => ids : () => Promise.reject(new Error('No list now.'));
      // When the microphone in use is unplugged, the SDK changes to the first one.
      usedIds.microphone = ids?.[0] ?? '';
      if (raisesEvent) for (const listener of listeners) listener();
    },
  };
}
const runTimers = () => new Promise((resolve) => setTimeout(resolve));

test('a running call changes to the devices that the user chooses, and back to the system’s own devices', async () => {
  const { devices, usedIds, changeSettings } = setUp();
  await devices.openCamera();
  expect(usedIds.camera).toBe('c1');
  changeSettings({ microphone: 'm2', speaker: 's2', camera: 'c2' });
  await expect.poll(() => usedIds).toEqual({ microphone: 'm2', speaker: 's2', camera: 'c2' });
  changeSettings({ microphone: null, speaker: null, camera: null });
  await expect.poll(() => usedIds).toEqual({ microphone: 'default-m', speaker: 'default-s', camera: 'c1' });
});

test('a chosen device that was unplugged is used again when it is plugged in', async () => {
  const { usedIds, changeSettings, readMicrophones, setMicrophones } = setUp();
  changeSettings({ microphone: 'm2' });
  await expect.poll(() => usedIds.microphone).toBe('m2');
  setMicrophones(['default-m']);
  await expect.poll(readMicrophones).toHaveLength(1);
  expect(usedIds.microphone).toBe('default-m');
  setMicrophones(['default-m', 'm2']);
  await expect.poll(() => usedIds.microphone).toBe('m2');
});

test('K3: a chosen microphone is used although the SDK listed no microphone before the user allowed it', async () => {
  const { devices, usedIds, changeSettings, setMicrophones } = setUp({ hasOtherDevices: false });
  setMicrophones([]);
  changeSettings({ microphone: 'm2' });
  await devices.updateList();
  await runTimers();
  // The SDK raises no event when the user allows the microphone.
  setMicrophones(['default-m', 'm2'], { raisesEvent: false });
  await devices.askPermission({ audio: true, video: false });
  await expect.poll(() => usedIds.microphone).toBe('m2');
});

test('a chosen camera that cannot be opened is reported, and the next choice of the user is applied', async () => {
  const { devices, usedIds, problems, switchSource, changeSettings } = setUp();
  await devices.openCamera();
  // 412/43000: another application uses the camera.
  const cameraInUse = { name: 'CallingCommunicationError', code: 412, subCode: 43000 };
  switchSource.mockRejectedValueOnce(Object.assign(new Error(), cameraInUse));
  changeSettings({ camera: 'c2' });
  await expect.poll(() => problems).toEqual(['device-not-changed 412/43000']);
  expect(usedIds.camera).toBe('c1');
  changeSettings({ camera: null });
  changeSettings({ camera: 'c2' });
  await expect.poll(() => usedIds.camera).toBe('c2');
});

test('C17: a camera stream that was disposed of is not switched to the next camera', async () => {
  const { devices, switchSource } = setUp();
  const stream = await devices.openCamera();
  const choice = { microphone: null, speaker: null };
  await devices.applyChoice({ ...choice, camera: 'c2' });
  if (stream.ok) stream.value.dispose();
  await devices.applyChoice({ ...choice, camera: 'c1' });
  expect(switchSource).toHaveBeenCalledTimes(1);
});

test('B13: a list that the SDK cannot read after an event stays, and is read again after the next event', async () => {
  const { devices, readMicrophones, setMicrophones } = setUp();
  await devices.updateList();
  setMicrophones(null);
  await runTimers();
  expect(readMicrophones()).toEqual(['default-m', 'm2']);
  setMicrophones(['m3']);
  await expect.poll(readMicrophones).toEqual(['m3']);
  // Vitest would report an unhandled rejection.
});

const refuse = () => Promise.reject(new Error('There is no device.'));
const refusingManager = { askDevicePermission: refuse } as unknown as DeviceManager;

test.each([
  ['has no device manager', refuse],
  ['rejects a request for permission', async () => refusingManager],
])('C11: if the SDK %s, the app may use no device, and no method rejects', async (_fault, getManager) => {
  const devices = createDevices({} as Sdk, getManager);
  expect(await devices.askPermission({ audio: true, video: true })).toEqual({ audio: false, video: false });
  expect(await devices.openCamera()).toMatchObject({ ok: false, problem: { code: 'camera-refused' } });
});
