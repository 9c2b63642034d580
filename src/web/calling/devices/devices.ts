import type {
  AudioDeviceInfo,
  DeviceManager,
  LocalVideoStream,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import { fail, ok, type Result } from '../../errors/problem.ts';
import type { Settings } from '../../settings/settings.ts';
import { createStore, type Readable } from '../../base/store.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { listen } from '../sdk/listen.ts';
import type { Sdk } from '../sdk/sdk.ts';
import { createCameraStreams } from './cameraStreams.ts';
import { createAskPermission, type DeviceAccess } from './devicePermission.ts';

export interface Device {
  readonly id: string;
  readonly name: string;
}

/** The devices of this machine. Until the user has allowed a kind of device, the names of that kind are empty. */
export interface DeviceList {
  readonly microphones: readonly Device[];
  readonly cameras: readonly Device[];
  /** Empty if the browser does not let the user choose a speaker. */
  readonly speakers: readonly Device[];
}

/** Ids of the devices that the user has chosen. `null`, or a device that is unplugged, leaves the choice to the system. */
export type DeviceChoice = Pick<Settings, 'microphone' | 'camera' | 'speaker'>;

export interface Devices {
  /** Asks the user for the requested devices, if needed. Call it before a call is placed or accepted. Never rejects. */
  ask(requested: DeviceAccess): Promise<DeviceAccess>;
  /** Whether the machine has a microphone, even if the user has not allowed it. */
  hasMicrophone(): Promise<boolean>;
  /** Opens the camera. The caller of this function disposes of the stream. */
  cameraStream(): Promise<Result<LocalVideoStream>>;
  /** Empty until `updateList` is called, and up to date from then on. */
  readonly list: Readable<DeviceList>;
  readonly updateList: () => Promise<void>;
  /** Uses these devices in running and future calls. @throws what the SDK throws if a device cannot be opened */
  readonly choose: (choice: DeviceChoice) => Promise<void>;
}

/**
 * Finds the device to change to.
 * @param chosen `null` for the system's own choice
 * @param before the choice until now
 * @returns `undefined` if nothing must change: the device is unplugged, or the system had the choice before, too
 */
function findChosen<T extends AudioDeviceInfo | VideoDeviceInfo>(
  all: readonly T[],
  chosen: string | null,
  before: string | null,
): T | undefined {
  if (chosen !== null) return all.find(({ id }) => id === chosen);
  if (before === null) return undefined;
  return all.find((device) => 'isSystemDefault' in device && device.isSystemDefault) ?? all[0];
}

const toDevice = ({ id, name }: AudioDeviceInfo | VideoDeviceInfo): Device => ({ id, name });

/** @param manager gets the SDK's device manager, because `LocalVideoStream` accepts only device objects of the manager */
export function createDevices(sdk: Sdk, manager: () => Promise<DeviceManager>): Devices {
  const ask = createAskPermission(manager);
  const streams = createCameraStreams(sdk);
  const list = createStore<DeviceList>({ microphones: [], cameras: [], speakers: [] });
  let choice: DeviceChoice = { microphone: null, camera: null, speaker: null };
  let isListening = false;

  const updateList = async (): Promise<void> => {
    const owner = await manager();
    if (!isListening) listen(owner, ['videoDevicesUpdated', 'audioDevicesUpdated'], () => void updateList());
    isListening = true;
    const [microphones, cameras, speakers] = await Promise.all([
      owner.getMicrophones(),
      owner.getCameras(),
      owner.isSpeakerSelectionAvailable ? owner.getSpeakers() : [],
    ]);
    list.set(
      reuseEqual(list.get(), {
        microphones: microphones.map(toDevice),
        cameras: cameras.map(toDevice),
        speakers: speakers.map(toDevice),
      }),
    );
  };

  const findCamera = async (): Promise<VideoDeviceInfo | undefined> => {
    const cameras = await (await manager()).getCameras();
    return cameras.find(({ id }) => id === choice.camera) ?? cameras[0];
  };

  return {
    ask,
    list,
    updateList,
    async choose(next) {
      const before = choice;
      choice = next;
      const owner = await manager();
      const microphone = findChosen(await owner.getMicrophones(), next.microphone, before.microphone);
      if (microphone) await owner.selectMicrophone(microphone);
      const speakers = owner.isSpeakerSelectionAvailable ? await owner.getSpeakers() : [];
      const speaker = findChosen(speakers, next.speaker, before.speaker);
      if (speaker) await owner.selectSpeaker(speaker);
      const camera = findChosen(await owner.getCameras(), next.camera, before.camera);
      if (camera) await streams.switchTo(camera);
    },
    // The browser lists devices that the user has not allowed; the SDK does not.
    hasMicrophone: async () =>
      (await navigator.mediaDevices.enumerateDevices()).some(({ kind }) => kind === 'audioinput'),
    async cameraStream() {
      if (!(await ask({ audio: false, video: true })).video) return fail('camera-refused');
      const camera = await findCamera();
      if (!camera) return fail('camera-missing');
      return ok(streams.open(camera));
    },
  };
}
