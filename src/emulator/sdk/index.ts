import type * as Real from '@azure/communication-calling';
import { EmuCallClient } from './client.ts';
import { Features as features } from './features/features.ts';
import { EmuLocalAudioStream } from './media/localAudioStream.ts';
import { EmuLocalVideoStream } from './media/localVideoStream.ts';
import { EmuVideoStreamRenderer } from './media/renderer.ts';
import { EmuWbLocalVideoStream } from './media/wbLocalVideoStream.ts';

/**
 * The drop-in SDK. It exports the same names and types as `@azure/communication-calling`. The SDK's classes have private
 * members, so each class is cast, here and nowhere else. `index.test.ts` compares the module with the original.
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

/** Whether each reason of a disconnection is an expected one. Undocumented, so the values follow from the names. */
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
