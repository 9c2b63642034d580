import type * as Real from '@azure/communication-calling';
import { EmuCallClient } from './client.ts';
import { Features as features } from './features/features.ts';
import { EmuLocalAudioStream } from './media/localAudioStream.ts';
import { EmuLocalVideoStream } from './media/localVideoStream.ts';
import { EmuVideoStreamRenderer } from './media/renderer.ts';
import { EmuWbLocalVideoStream } from './media/wbLocalVideoStream.ts';

/**
 * The drop-in: the same names, at run time and in types, as `@azure/communication-calling`. The SDK's classes have
 * private members, so each is cast once, here, and nowhere else; `index.test.ts` holds the whole against the original.
 */
export const CallClient = EmuCallClient as unknown as typeof Real.CallClient;
export const LocalVideoStream = EmuLocalVideoStream as unknown as typeof Real.LocalVideoStream;
export const LocalAudioStream = EmuLocalAudioStream as unknown as typeof Real.LocalAudioStream;
export const VideoStreamRenderer = EmuVideoStreamRenderer as unknown as typeof Real.VideoStreamRenderer;
export const WbLocalVideoStream = EmuWbLocalVideoStream as unknown as typeof Real.WbLocalVideoStream;

export const Features = features;

export {
  CallAgentKind,
  CallKind,
  DevicePermissionAccess,
  DiagnosticQuality,
  IncomingCallKind,
  RecordingState,
} from './base/enums.ts';

/** Whether a reason to disconnect was meant. The emulator's reading of the names; the SDK documents none. */
export const disconnectCategoryMap: typeof Real.disconnectCategoryMap = {
  client: 'Expected',
  unload: 'Expected',
  dispose: 'Expected',
  userInitiated: 'Expected',
  sydneyInitiated: 'Expected',
  fatalError: 'Unexpected',
  botLeft: 'Expected',
  devicePermissions: 'Unexpected',
  configureFailure: 'Unexpected',
  userDidNotJoinPreheatedSession: 'Expected',
  mediaSessionDisconnected: 'Unexpected',
  sessionDisconnected: 'Unexpected',
  preheatFailed: 'Unexpected',
  userNavigatedAway: 'Expected',
  preheatDisposed: 'Expected',
  timeout: 'Unexpected',
};
