import type { DeviceManager, LocalVideoStream } from '@azure/communication-calling';
import { fail, ok, type Result } from '../errors/problem.ts';
import type { Sdk } from './sdk.ts';

interface Wanted {
  audio: boolean;
  video: boolean;
}

/** What this machine may lend to a call. */
export interface Devices {
  /** Asks for what is wanted, once, before a call: never in the middle of ringing. */
  ask(wanted: Wanted): Promise<Wanted>;
  /** A stream of the camera, to be disposed of by whoever asked for it. */
  cameraStream(): Promise<Result<LocalVideoStream>>;
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

/** @param manager the SDK's device manager: only its own device objects are accepted by `LocalVideoStream`. */
export function createDevices(sdk: Sdk, manager: () => Promise<DeviceManager>): Devices {
  // A browser may say "granted" of a device that the operating system withholds: believed once it has opened here.
  const opened = { audio: false, video: false };
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
    async cameraStream() {
      if (!(await ask({ audio: false, video: true })).video) return fail('camera-refused');
      const [camera] = await (await manager()).getCameras();
      return camera ? ok(new sdk.LocalVideoStream(camera)) : fail('camera-missing');
    },
  };
}
