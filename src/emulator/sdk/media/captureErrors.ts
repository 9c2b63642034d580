import { callingError, type CallingCommunicationError } from '../base/errors.ts';
import { StreamDisposal } from './trackSource.ts';

/** Translates the DOMException of `getUserMedia` for a camera into the SDK's error. */
export function cameraError(cause: unknown): CallingCommunicationError {
  const failure = 'Failed to start video';
  switch (cause instanceof DOMException ? cause.name : '') {
    case 'NotAllowedError':
      return callingError(403, 43001, `${failure}, permission was not granted to use the video device.`);
    case 'NotFoundError':
    case 'OverconstrainedError':
      return callingError(412, 43013, `${failure}, no video devices found.`);
    case 'NotReadableError':
      return callingError(412, 43000, `${failure}, the video device is in use elsewhere.`);
  }
  if (cause instanceof StreamDisposal) return disposedStreamError();
  return callingError(500, 43002, `${failure}, unknown error.`, 'UnexpectedClientError');
}

/** For a disposed LocalVideoStream, Microsoft documents no error. This one has the code of an invalid stream. */
export const disposedStreamError = (): CallingCommunicationError =>
  callingError(400, 41025, 'Failed to start video, the LocalVideoStream has been disposed of.');

/** Translates the DOMException of `getDisplayMedia` into the SDK's error. */
export function screenError(cause: unknown): CallingCommunicationError {
  if (cause instanceof DOMException && cause.name === 'NotAllowedError')
    return callingError(403, 43001, 'Failed to start screen share, permission was not granted.');
  if (cause instanceof StreamDisposal) return disposedStreamError();
  return callingError(500, 43002, 'Failed to start screen share.', 'UnexpectedClientError');
}
