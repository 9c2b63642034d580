import type * as Real from '@azure/communication-calling';
import { EmuCallClient } from './client.ts';
import { EmuLocalAudioStream } from './media/localAudioStream.ts';
import { EmuLocalVideoStream } from './media/localVideoStream.ts';
import { EmuVideoStreamRenderer } from './media/renderer.ts';
import { EmuWbLocalVideoStream } from './media/wbLocalVideoStream.ts';
import { installPageRecorder } from './recorder/pageRecorder.ts';

installPageRecorder(EmuCallClient);

/**
 * The drop-in SDK: it replaces `@azure/communication-calling` and exports the same names and types. Microsoft's classes
 * have private members, so TypeScript accepts our classes in their place only after a cast. The test `sameAsSdk` compares
 * this module's names and types with the original's.
 */
export const CallClient = EmuCallClient as unknown as typeof Real.CallClient;
export const LocalVideoStream = EmuLocalVideoStream as unknown as typeof Real.LocalVideoStream;
export const LocalAudioStream = EmuLocalAudioStream as unknown as typeof Real.LocalAudioStream;
export const VideoStreamRenderer = EmuVideoStreamRenderer as unknown as typeof Real.VideoStreamRenderer;
export const WbLocalVideoStream = EmuWbLocalVideoStream as unknown as typeof Real.WbLocalVideoStream;

export { Features } from './features/features.ts';
export * from './base/enums.ts';

/** Whether each reason for a disconnection is expected: the values of SDK 2.0.0, which Microsoft does not document. */
export const disconnectCategoryMap: typeof Real.disconnectCategoryMap = {
  client: 'Expected',
  unload: 'Expected',
  dispose: 'Expected',
  userInitiated: 'Expected',
  sydneyInitiated: 'Expected',
  fatalError: 'Unexpected',
  botLeft: 'Unexpected',
  devicePermissions: 'Expected',
  configureFailure: 'Unexpected',
  userDidNotJoinPreheatedSession: 'Expected',
  mediaSessionDisconnected: 'Unexpected',
  sessionDisconnected: 'Unexpected',
  preheatFailed: 'Unexpected',
  userNavigatedAway: 'Expected',
  preheatDisposed: 'Expected',
  timeout: 'Unexpected',
};
