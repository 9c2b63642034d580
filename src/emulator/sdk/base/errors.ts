import type { Refusal } from '../../wire/protocol.ts';

/** An error of the Calling SDK, which exports no class for its errors. Apps recognize them by name and properties. */
export interface CallingCommunicationError extends Error {
  readonly code: number;
  readonly subCode: number;
  readonly resultCategories: readonly string[];
}

type Category = 'Success' | 'ExpectedError' | 'UnexpectedClientError' | 'UnexpectedServerError';

/**
 * Creates an error like those of the Calling SDK. `code` and `subCode` are those of Microsoft's page "Troubleshooting call
 * end response codes". Where Microsoft documents no subcode, `subCode` is 0.
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

/** Creates the error of a refusal, which the signalling server or a rule has given. */
export const toError = ({ code, subCode, message }: Refusal): CallingCommunicationError =>
  callingError(code, subCode, message);

/** @throws the error that `callingError` creates, if the condition is falsy. */
export function check(
  condition: unknown,
  code: number,
  subCode: number,
  message: string,
  category?: Category,
): asserts condition {
  if (!condition) throw callingError(code, subCode, message, category);
}

/** Creates the error 501/0 (code/subcode) for what the emulator refuses. @param why the message's end, without a full stop. */
export function emulatorRefusal(member: string, why: string): CallingCommunicationError {
  return callingError(501, 0, `${member}: refused by the emulator, ${why}.`, 'UnexpectedClientError');
}
