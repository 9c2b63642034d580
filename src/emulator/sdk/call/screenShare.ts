import type { LocalVideoStream } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import { EmuLocalVideoStream, localVideo, screenDevice } from '../media/localVideoStream.ts';
import type { CallSession } from './session.ts';

/** @throws 412/41071 outside Connected, 403/0 when the role forbids it, 400/41035 when it is shared already, and what the browser refused. */
export async function startScreenSharing(session: CallSession, stream?: LocalVideoStream): Promise<void> {
  if (session.state !== 'Connected') {
    throw callingError(412, 41071, "Failed to start screen share, call isn't in Connected state.");
  }
  session.place.check('shareScreen', 'Failed to start screen share');
  if (session.local.stream('screen')) {
    throw callingError(400, 41035, 'Failed to start screen share, screen share is already started.');
  }
  await session.local.start('screen', stream ? localVideo(stream) : new EmuLocalVideoStream(screenDevice));
}

/** @throws 400/41041 when nothing is shared. */
export async function stopScreenSharing(session: CallSession): Promise<void> {
  if (!session.local.stream('screen')) {
    throw callingError(400, 41041, 'Failed to stop screen share, screen share is already stopped.');
  }
  session.local.stop('screen');
}
