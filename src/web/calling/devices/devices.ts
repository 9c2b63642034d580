import type {
  AudioDeviceInfo,
  DeviceManager,
  LocalVideoStream,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import { isCameraProblem } from '../../errors/fromSdk.ts';
import { fail, ok, type Result } from '../../errors/problem.ts';
import type { Settings } from '../../settings/settings.ts';
import { createStore, type Readable } from '../../base/store.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { listen } from '../sdk/listen.ts';
import type { Sdk } from '../sdk/sdk.ts';

interface Wanted {
  audio: boolean;
  video: boolean;
}

export interface Device {
  readonly id: string;
  readonly name: string;
}

/** What this machine has, as the SDK lists it. Names are empty until the browser was allowed to tell them. */
export interface DeviceList {
  readonly microphones: readonly Device[];
  readonly cameras: readonly Device[];
  /** Empty where the browser lets nobody choose. */
  readonly speakers: readonly Device[];
}

/** Which devices a person wants; `null` and what is not there now are left to the system. */
export type DeviceChoice = Pick<Settings, 'microphone' | 'camera' | 'speaker'>;

/** What this machine may lend to a call. */
export interface Devices {
  /** Asks for what is wanted, once, before a call: never in the middle of ringing. */
  ask(wanted: Wanted): Promise<Wanted>;
  /** Whether there is one at all, allowed or not. */
  hasMicrophone(): Promise<boolean>;
  /** A stream of the camera, to be disposed of by whoever asked for it. */
  cameraStream(): Promise<Result<LocalVideoStream>>;
  /** Known once `look` has been called; kept up to date from then on. */
  readonly list: Readable<DeviceList>;
  readonly look: () => Promise<void>;
  /** From now on, calls use these; a running one changes over. What is not there now is left as it is. */
  readonly choose: (choice: DeviceChoice) => Promise<void>;
}

/**
 * Whether the browser needs no question any more. The SDK's own question opens the devices and closes them again,
 * which costs a tenth of a second at the very moment somebody presses *Call*.
 */
async function isGranted({ audio, video }: Wanted): Promise<boolean> {
  const names = [...(audio ? ['microphone'] : []), ...(video ? ['camera'] : [])];
  try {
    const answers = await Promise.all(
      names.map((name) => navigator.permissions.query({ name: name as PermissionName })),
    );
    return answers.every(({ state }) => state === 'granted');
  } catch {
    // Not every browser knows these two names: then it has to be asked.
    return false;
  }
}

/** What to change to: the chosen one, or the system's own for whoever has gone back to that. */
function pick<T extends AudioDeviceInfo | VideoDeviceInfo>(
  all: readonly T[],
  wanted: string | null,
  before: string | null,
): T | undefined {
  if (wanted !== null) return all.find(({ id }) => id === wanted);
  if (before === null) return undefined;
  return all.find((device) => 'isSystemDefault' in device && device.isSystemDefault) ?? all[0];
}

const plain = ({ id, name }: AudioDeviceInfo | VideoDeviceInfo): Device => ({ id, name });
/** @param manager the SDK's device manager: only its own device objects are accepted by `LocalVideoStream`. */
export function createDevices(sdk: Sdk, manager: () => Promise<DeviceManager>): Devices {
  // A browser may say "granted" of a device that the operating system withholds: believed once it has opened here.
  const opened = { audio: false, video: false };
  const list = createStore<DeviceList>({ microphones: [], cameras: [], speakers: [] });
  let choice: DeviceChoice = { microphone: null, camera: null, speaker: null };
  /** Streams that were lent and are not disposed of yet. */
  const lent = new Set<LocalVideoStream>();
  let following = false;

  const look = async (): Promise<void> => {
    const owner = await manager();
    if (!following) listen(owner, ['videoDevicesUpdated', 'audioDevicesUpdated'], () => void look());
    following = true;
    const [microphones, cameras, speakers] = await Promise.all([
      owner.getMicrophones(),
      owner.getCameras(),
      owner.isSpeakerSelectionAvailable ? owner.getSpeakers() : [],
    ]);
    list.set(
      reuseEqual(list.get(), {
        microphones: microphones.map(plain),
        cameras: cameras.map(plain),
        speakers: speakers.map(plain),
      }),
    );
  };

  const camera = async (): Promise<VideoDeviceInfo | undefined> => {
    const cameras = await (await manager()).getCameras();
    return cameras.find(({ id }) => id === choice.camera) ?? cameras[0];
  };

  const changeCamera = async (wanted: VideoDeviceInfo): Promise<void> => {
    for (const stream of lent) {
      if (stream.source.id === wanted.id) continue;
      try {
        await stream.switchSource(wanted);
      } catch (cause) {
        if (isCameraProblem(cause)) throw cause;
        // One that has ended cannot be switched, and need not be.
        lent.delete(stream);
      }
    }
  };

  const lend = (found: VideoDeviceInfo): LocalVideoStream => {
    const stream = new sdk.LocalVideoStream(found);
    lent.add(stream);
    const dispose = stream.dispose.bind(stream);
    // The SDK has no event for it, and one that was given back must not open the camera again.
    stream.dispose = () => {
      lent.delete(stream);
      dispose();
    };
    return stream;
  };

  const ask: Devices['ask'] = async (wanted) => {
    const haveOpened = (opened.audio || !wanted.audio) && (opened.video || !wanted.video);
    if (haveOpened && (await isGranted(wanted))) return wanted;
    try {
      const access = await (await manager()).askDevicePermission(wanted);
      if (wanted.audio) opened.audio = access.audio;
      if (wanted.video) opened.video = access.video;
      return access;
    } catch {
      // A machine without any device rejects instead of answering no; to the caller both mean "go without".
      return { audio: false, video: false };
    }
  };

  return {
    ask,
    list,
    look,
    async choose(wanted) {
      const before = choice;
      choice = wanted;
      const owner = await manager();
      const microphone = pick(await owner.getMicrophones(), wanted.microphone, before.microphone);
      if (microphone) await owner.selectMicrophone(microphone);
      const speakers = owner.isSpeakerSelectionAvailable ? await owner.getSpeakers() : [];
      const speaker = pick(speakers, wanted.speaker, before.speaker);
      if (speaker) await owner.selectSpeaker(speaker);
      const next = pick(await owner.getCameras(), wanted.camera, before.camera);
      if (next) await changeCamera(next);
    },
    // Of the browser, which tells that there are some even where it allows none.
    hasMicrophone: async () =>
      (await navigator.mediaDevices.enumerateDevices()).some(({ kind }) => kind === 'audioinput'),
    async cameraStream() {
      if (!(await ask({ audio: false, video: true })).video) return fail('camera-refused');
      const found = await camera();
      if (!found) return fail('camera-missing');
      return ok(lend(found));
    },
  };
}
