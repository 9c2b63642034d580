import type {
  AudioDeviceInfo,
  DeviceManager,
  LocalVideoStream,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { isCameraError } from '../../errors/translateSdkError.ts';
import type { Settings } from '../../settings/settings.ts';
import { asReadable, createStore } from '../../base/store.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { listen } from '../sdk/listen.ts';
import type { Sdk } from '../sdk/sdk.ts';
import { findDeviceFault } from './deviceFault.ts';
import { createAskPermission } from './devicePermission.ts';

export interface Device {
  /** The SDK's id, for example `microphone:…`. */
  readonly id: string;
  readonly name: string;
}

/** The devices of this machine. A device that the user has not allowed yet has an empty name. */
export interface DeviceList {
  readonly microphones: readonly Device[];
  readonly cameras: readonly Device[];
  /** Empty if the browser does not let the user choose a speaker. */
  readonly speakers: readonly Device[];
}

/** The SDK's ids of the chosen devices. If an id is `null`, or its device is unplugged, the system chooses the device. */
export type DeviceChoice = Pick<Settings, 'microphone' | 'camera' | 'speaker'>;

/**
 * Finds the device to which calls must change.
 * @param chosenId id of the device that the user chooses now; `null` if the system is to choose
 * @param previousId id of the device that the user chose before; `null` if the system chose
 * @returns `undefined` if nothing must change: the chosen device is unplugged, or the system goes on choosing
 */
function findDeviceToSelect<T extends AudioDeviceInfo | VideoDeviceInfo>(
  devices: readonly T[],
  chosenId: string | null,
  previousId: string | null,
): T | undefined {
  if (chosenId !== null) return devices.find(({ id }) => id === chosenId);
  if (previousId === null) return undefined;
  return devices.find((device) => 'isSystemDefault' in device && device.isSystemDefault) ?? devices[0];
}

const toDevice = ({ id, name }: AudioDeviceInfo | VideoDeviceInfo): Device => ({ id, name });

/** @param getManager gets the SDK's device manager. `LocalVideoStream` accepts only device objects that come from it */
export function createDevices(sdk: Sdk, getManager: () => Promise<DeviceManager>) {
  const streams = createCameraStreams(sdk);
  const list = createStore<DeviceList>({ microphones: [], cameras: [], speakers: [] });
  let choice: DeviceChoice = { microphone: null, camera: null, speaker: null };
  let isListening = false;

  const updateList = async (): Promise<void> => {
    const deviceManager = await getManager();
    if (!isListening) listen(deviceManager, ['videoDevicesUpdated', 'audioDevicesUpdated'], updateListSoon);
    isListening = true;
    const [microphones, cameras, speakers] = await Promise.all([
      deviceManager.getMicrophones(),
      deviceManager.getCameras(),
      deviceManager.isSpeakerSelectionAvailable ? deviceManager.getSpeakers() : [],
    ]);
    list.set(
      reuseEqual(list.get(), {
        microphones: microphones.map(toDevice),
        cameras: cameras.map(toDevice),
        speakers: speakers.map(toDevice),
      }),
    );
  };

  // If the SDK cannot list the devices, the last list stays until the next event.
  const updateListSoon = () => void updateList().catch(() => {});

  // The SDK raises no event when the user allows devices.
  const askPermission = createAskPermission(getManager, () => isListening && updateListSoon());

  return {
    /** Asks the user for the devices, if needed. Never rejects. @returns which devices the app may use */
    askPermission,
    /** Empty until the first `updateList`, and up to date from then on. */
    list: asReadable(list),
    /** Updates the list. The first call also starts to watch the machine's devices. @throws what the SDK throws */
    updateList,
    /** Makes running and future calls use the devices. @throws what the SDK throws if a device cannot be opened */
    applyChoice: async (newChoice: DeviceChoice): Promise<void> => {
      const choiceBefore = choice;
      choice = newChoice;
      const deviceManager = await getManager();
      const microphones = await deviceManager.getMicrophones();
      const microphone = findDeviceToSelect(microphones, newChoice.microphone, choiceBefore.microphone);
      if (microphone) await deviceManager.selectMicrophone(microphone);
      const speakers = deviceManager.isSpeakerSelectionAvailable ? await deviceManager.getSpeakers() : [];
      const speaker = findDeviceToSelect(speakers, newChoice.speaker, choiceBefore.speaker);
      if (speaker) await deviceManager.selectSpeaker(speaker);
      const cameras = await deviceManager.getCameras();
      const camera = findDeviceToSelect(cameras, newChoice.camera, choiceBefore.camera);
      if (camera) await streams.switchTo(camera);
    },
    /** Finds out why `askPermission` has refused the microphone or camera. Never rejects. */
    findFault: findDeviceFault,
    /** Opens the camera. The caller must dispose of the stream. */
    openCamera: async (): Promise<Result<LocalVideoStream>> => {
      if (!(await askPermission({ audio: false, video: true })).video)
        return fail(`camera-${await findDeviceFault('camera')}`);
      const cameras = await (await getManager()).getCameras();
      const camera = cameras.find(({ id }) => id === choice.camera) ?? cameras[0];
      if (!camera) return fail('camera-missing');
      return ok(streams.open(camera));
    },
  };
}

export type Devices = ReturnType<typeof createDevices>;

/** Opens camera streams, and switches all of them to another camera. */
function createCameraStreams(sdk: Sdk) {
  const openStreams = new Set<LocalVideoStream>();
  return {
    open(camera: VideoDeviceInfo): LocalVideoStream {
      const stream = new sdk.LocalVideoStream(camera);
      openStreams.add(stream);
      const dispose = stream.dispose.bind(stream);
      // A disposed stream must not be switched, which would open the camera again. The SDK raises no event for the disposal.
      stream.dispose = () => {
        openStreams.delete(stream);
        dispose();
      };
      return stream;
    },
    /** @throws what the SDK throws if the camera cannot be opened */
    async switchTo(camera: VideoDeviceInfo): Promise<void> {
      for (const stream of openStreams) {
        if (stream.source.id === camera.id) continue;
        try {
          await stream.switchSource(camera);
        } catch (cause) {
          if (isCameraError(cause)) throw cause;
          // Any other error means that the stream has ended.
          openStreams.delete(stream);
        }
      }
    },
  };
}
