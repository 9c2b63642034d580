import type { LocalVideoStream } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import { EmuLocalVideoStream, localVideo, screenDevice } from '../media/localVideoStream.ts';
import type { CallSession } from './session.ts';

/**
 * @param stream the stream to share; the browser lets the user choose when it is left out.
 * @throws 412/41071 when the call is not Connected; 403/0 when the role forbids it; 400/41035 when the user already
 * shares; the browser's error as `screenError` translates it.
 */
export async function startScreenSharing(session: CallSession, stream?: LocalVideoStream): Promise<void> {
  if (session.state !== 'Connected') {
    throw callingError(412, 41071, "Failed to start screen share, call isn't in Connected state.");
  }
  session.context.check('shareScreen', 'Failed to start screen share');
  if (session.local.stream('screen')) {
    throw callingError(400, 41035, 'Failed to start screen share, screen share is already started.');
  }
  await session.local.start('screen', stream ? localVideo(stream) : new EmuLocalVideoStream(screenDevice));
}

/** @throws 400/41041 when the user does not share. */
export async function stopScreenSharing(session: CallSession): Promise<void> {
  if (!session.local.stream('screen')) {
    throw callingError(400, 41041, 'Failed to stop screen share, screen share is already stopped.');
  }
  session.local.stop('screen');
}
