/** What the SDK throws: no class is exported; its errors carry this name and these properties. */
export interface CallingCommunicationError extends Error {
  readonly code: number;
  readonly subCode: number;
  readonly resultCategories: readonly string[];
}

type Category = 'Success' | 'ExpectedError' | 'UnexpectedClientError' | 'UnexpectedServerError';

/**
 * @param code and subCode as "Troubleshooting call end response codes" lists them.
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

/** The emulator's own refusal of what it does not emulate, or of what cannot be meant. Never silent. @param why ends the sentence. */
export function refuse(member: string, why: string): CallingCommunicationError {
  return callingError(501, 0, `${member}: refused by the emulator, ${why}.`, 'UnexpectedClientError');
}

/** How the SDK names a camera that does not open: by the DOMException of `getUserMedia`. */
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
  if (name === 'InvalidStateError') return disposedOf();
  return callingError(500, 43002, 'Failed to start video, unknown error.', 'UnexpectedClientError');
}

/** For a LocalVideoStream that is used after its `dispose()`. No page names a code; this is the one for a useless stream. */
export const disposedOf = (): CallingCommunicationError =>
  callingError(400, 41025, 'Failed to start video, the LocalVideoStream has been disposed of.');

/** How the SDK names a screen that is not shared: by the DOMException of `getDisplayMedia`. */
export function screenError(cause: unknown): CallingCommunicationError {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') {
    return callingError(403, 43001, 'Failed to start screen share, permission was not granted.');
  }
  if (name === 'InvalidStateError') return disposedOf();
  return callingError(500, 43002, 'Failed to start screen share.', 'UnexpectedClientError');
}
