import type { LocalVideoStream } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import { EmuLocalVideoStream, screenDevice, checkVideoStream } from '../media/localVideoStream.ts';
import type { CallSession } from './session.ts';

/**
 * Starts to share a screen.
 * @param stream the stream to share. Default: what the user chooses in the browser's dialog.
 * @throws 412/41071 when the call is not Connected; 403/0 when the role forbids it; 400/41035 when the user already
 * shares a screen; the errors of `screenError` when the browser refuses.
 */
export async function startScreenSharing(session: CallSession, stream?: LocalVideoStream): Promise<void> {
  if (session.state !== 'Connected') {
    throw callingError(412, 41071, "Failed to start screen share, call isn't in Connected state.");
  }
  session.context.checkCapability('shareScreen', 'Failed to start screen share');
  if (session.localMedia.streamOf('screen')) {
    throw callingError(400, 41035, 'Failed to start screen share, screen share is already started.');
  }
  const sharedStream = stream ? checkVideoStream(stream) : new EmuLocalVideoStream(screenDevice);
  await session.localMedia.startVideo('screen', sharedStream);
}

/** @throws 412/41072 when the call is not Connected or on hold; 400/41041 when the user does not share a screen. */
export async function stopScreenSharing(session: CallSession): Promise<void> {
  if (session.phase !== 'Connected') {
    throw callingError(412, 41072, "Failed to stop screen share, call isn't in Connected state.");
  }
  if (!session.localMedia.streamOf('screen')) {
    throw callingError(400, 41041, 'Failed to stop screen share, screen share is already stopped.');
  }
  session.localMedia.stopVideo('screen');
}
