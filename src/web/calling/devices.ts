import type { DeviceManager, LocalVideoStream } from '@azure/communication-calling';
import { fail, ok, type Result } from '../errors/problem.ts';
import type { Sdk } from './sdk.ts';

/** What this machine may lend to a call. */
export interface Devices {
  /** Asks for what is wanted, once, before a call: never in the middle of ringing. */
  ask(wanted: { audio: boolean; video: boolean }): Promise<{ audio: boolean; video: boolean }>;
  /** A stream of the camera, to be disposed of by whoever asked for it. */
  cameraStream(): Promise<Result<LocalVideoStream>>;
}

/** @param manager the SDK's device manager: only its own device objects are accepted by `LocalVideoStream`. */
export function createDevices(sdk: Sdk, manager: () => Promise<DeviceManager>): Devices {
  const ask: Devices['ask'] = async (wanted) => {
    try {
      return await (await manager()).askDevicePermission(wanted);
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
