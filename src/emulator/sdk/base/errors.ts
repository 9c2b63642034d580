/** The errors of the SDK. It exports no class for them; they have this name and these properties. */
export interface CallingCommunicationError extends Error {
  readonly code: number;
  readonly subCode: number;
  readonly resultCategories: readonly string[];
}

type Category = 'Success' | 'ExpectedError' | 'UnexpectedClientError' | 'UnexpectedServerError';

/**
 * Creates an error of the SDK.
 * @param code with `subCode`, from Microsoft's "Troubleshooting call end response codes".
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 */
export function callingError(
  code: number,
  subCode: number,
  message: string,
  category: Category = 'ExpectedError',
): CallingCommunicationError {
  return Object.assign(new Error(message), {
    name: 'CallingCommunicationError',
    code,
    subCode,
    resultCategories: [category],
  });
}

/**
 * Creates the error 501/0, with which the emulator refuses what it does not emulate.
 * @param why ends the sentence of the message.
 */
export function refuse(member: string, why: string): CallingCommunicationError {
  return callingError(501, 0, `${member}: refused by the emulator, ${why}.`, 'UnexpectedClientError');
}

/** Translates the DOMException of `getUserMedia` for a camera into the SDK's error. */
export function cameraError(cause: unknown): CallingCommunicationError {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') {
    return callingError(
      403,
      43001,
      'Failed to start video, permission was not granted to use the video device.',
    );
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') {
    return callingError(412, 43013, 'Failed to start video, no video devices found.');
  }
  if (name === 'NotReadableError') {
    return callingError(412, 43000, 'Failed to start video, the video device is in use elsewhere.');
  }
  if (name === 'InvalidStateError') return streamDisposed();
  return callingError(500, 43002, 'Failed to start video, unknown error.', 'UnexpectedClientError');
}

/** The error for a LocalVideoStream after its `dispose()`. Undocumented, so it has the code of an invalid stream. */
export const streamDisposed = (): CallingCommunicationError =>
  callingError(400, 41025, 'Failed to start video, the LocalVideoStream has been disposed of.');

/** Translates the DOMException of `getDisplayMedia` into the SDK's error. */
export function screenError(cause: unknown): CallingCommunicationError {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') {
    return callingError(403, 43001, 'Failed to start screen share, permission was not granted.');
  }
  if (name === 'InvalidStateError') return streamDisposed();
  return callingError(500, 43002, 'Failed to start screen share.', 'UnexpectedClientError');
}
