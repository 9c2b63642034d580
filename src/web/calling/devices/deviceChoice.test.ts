import type {
  AudioDeviceInfo,
  DeviceManager,
  LocalVideoStream,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { Settings } from '../../settings/settings.ts';
import { createStore } from '../../base/store.ts';
import { keepChosenDevices } from './deviceChoice.ts';
import { createDevices } from './devices.ts';
import type { Sdk } from '../sdk/sdk.ts';

type AudioKind = 'Microphone' | 'Speaker';
const createAudioDevice = (deviceType: AudioKind, id: string): AudioDeviceInfo => ({
  id,
  name: id,
  isSystemDefault: id.startsWith('default'),
  deviceType,
});
const createCamera = (id: string): VideoDeviceInfo => ({ id, name: id, deviceType: 'UsbCamera' });

/**
 * Creates the devices of a machine with two microphones, speakers and cameras, and settings that choose among them.
 * `default-m` and `default-s` are the system's own microphone and speaker. `usedIds` holds the ids of the devices in
 * use. `withoutOtherDevices` leaves only the microphones.
 */
function setUp({ withoutOtherDevices = false } = {}) {
  vi.stubGlobal('navigator', { permissions: { query: async () => ({ state: 'granted' }) } });
  let microphones = ['default-m', 'm2'];
  const usedIds = { microphone: 'default-m', speaker: 'default-s', camera: '' };
  const listeners = new Set<() => void>();
  const manager = {
    isSpeakerSelectionAvailable: true,
    getMicrophones: async () => microphones.map((id) => createAudioDevice('Microphone', id)),
    getSpeakers: async () =>
      (withoutOtherDevices ? [] : ['default-s', 's2']).map((id) => createAudioDevice('Speaker', id)),
    getCameras: async () => (withoutOtherDevices ? [] : ['c1', 'c2']).map(createCamera),
    selectMicrophone: async ({ id }: AudioDeviceInfo) => void (usedIds.microphone = id),
    selectSpeaker: async ({ id }: AudioDeviceInfo) => void (usedIds.speaker = id),
    askDevicePermission: async (requested: object) => requested,
    on: (_event: string, listener: () => void) => listeners.add(listener),
    off: () => {},
  } as unknown as DeviceManager;
  const switchSource = vi.fn(async ({ id }: VideoDeviceInfo) => void (usedIds.camera = id));
  class SimulatedStream {
    readonly switchSource = switchSource;
    constructor({ id }: VideoDeviceInfo) {
      usedIds.camera = id;
    }
    get source() {
      return createCamera(usedIds.camera);
    }
    dispose() {
      usedIds.camera = '';
    }
  }
  const sdk = { LocalVideoStream: SimulatedStream as unknown as typeof LocalVideoStream } as unknown as Sdk;
  const devices = createDevices(sdk, async () => manager);
  const settings = createStore(Settings.parse({}));
  const problems: string[] = [];
  keepChosenDevices(devices, settings, ({ code, detail }) => problems.push(`${code} ${detail}`));
  return {
    devices,
    usedIds,
    problems,
    switchSource,
    changeSettings: (part: Partial<Settings>) => settings.set({ ...settings.get(), ...part }),
    /** Changes which microphones are plugged in. */
    setMicrophones: (ids: string[], { raisesEvent = true } = {}) => {
      microphones = ids;
      // When the microphone in use is unplugged, the SDK changes to the first one.
      usedIds.microphone = ids[0] ?? '';
      if (raisesEvent) for (const listener of listeners) listener();
    },
  };
}

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
  const { devices, usedIds, changeSettings, setMicrophones } = setUp();
  changeSettings({ microphone: 'm2' });
  await expect.poll(() => devices.list.get().microphones).toHaveLength(2);
  await expect.poll(() => usedIds.microphone).toBe('m2');
  setMicrophones(['default-m']);
  await expect.poll(() => devices.list.get().microphones).toHaveLength(1);
  expect(usedIds.microphone).toBe('default-m');
  setMicrophones(['default-m', 'm2']);
  await expect.poll(() => usedIds.microphone).toBe('m2');
});

test('K3: a chosen microphone is used although the SDK listed no microphone before the user allowed it', async () => {
  const { devices, usedIds, changeSettings, setMicrophones } = setUp({ withoutOtherDevices: true });
  setMicrophones([]);
  changeSettings({ microphone: 'm2' });
  await devices.updateList();
  await new Promise((resolve) => setTimeout(resolve));
  // The SDK raises no event when the user allows the microphone.
  setMicrophones(['default-m', 'm2'], { raisesEvent: false });
  await devices.askPermission({ audio: true, video: false });
  await expect.poll(() => usedIds.microphone).toBe('m2');
});

test('a chosen camera that cannot be opened is reported, and the next choice of the user is applied', async () => {
  const { devices, usedIds, problems, switchSource, changeSettings } = setUp();
  await devices.openCamera();
  // 412/43000: another application uses the camera.
  const cameraInUse = Object.assign(new Error(), {
    name: 'CallingCommunicationError',
    code: 412,
    subCode: 43000,
  });
  switchSource.mockRejectedValueOnce(cameraInUse);
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
  if (!stream.ok) throw new Error('There is no camera.');
  const systemAudioDevices = { microphone: null, speaker: null };
  await devices.applyChoice({ ...systemAudioDevices, camera: 'c2' });
  expect(switchSource).toHaveBeenCalledTimes(1);
  stream.value.dispose();
  await devices.applyChoice({ ...systemAudioDevices, camera: 'c1' });
  expect(switchSource).toHaveBeenCalledTimes(1);
});
