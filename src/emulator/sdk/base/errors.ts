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
