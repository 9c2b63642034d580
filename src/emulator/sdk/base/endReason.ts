import type { CallEndReason } from '@azure/communication-calling';
import type { EndCode } from '../../wire/protocol.ts';
import { callingError } from './errors.ts';
import { getPageConditions } from './pageConditions.ts';

/** `callEndReason` at run time. The published type leaves out `message` and `resultCategories`. */
export interface EndReason extends CallEndReason {
  readonly subCode: number;
  readonly message: string;
  readonly resultCategories: readonly string[];
}

const success = 'Success';
const expectedError = 'ExpectedError';
const clientError = 'UnexpectedClientError';

/**
 * Maps each end code, written `code/subCode`, to its message and category. The codes are those of Microsoft's page
 * "Troubleshooting call end response codes".
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 */
const messagesByCode: Partial<Record<string, readonly [message: string, category: string]>> = {
  '0/0': ['Call ended successfully.', success],
  '0/4097': ['Call ended for all users by the meeting organizer.', success],
  '0/4521': ['Call ended because the other participant disconnected abruptly.', expectedError],
  '0/5300': ['Call ended for this participant, who was removed by another participant.', success],
  '0/5854': ['Call ended as access to the meeting was denied.', expectedError],
  '0/5855': ['Call ended as nobody admitted this participant from the lobby in time.', expectedError],
  '404/0': ['Call not found: nobody has this identifier.', expectedError],
  '404/5751': ['Call ended as there is no such meeting, or its passcode is another one.', expectedError],
  '408/10057': ['Call failed, the callee did not finalize the call setup.', expectedError],
  '410/3101': ['Call dropped due to an unexpected network problem on the client.', clientError],
  '410/3111': [
    'Call setup failed: the media description of the other side could not be applied.',
    clientError,
  ],
  '410/301005': ['Media connectivity was lost during the call.', clientError],
  '410/301004': ['Media connectivity could not be established during call setup.', clientError],
  '480/10037': ['The target user did not have any endpoints registered.', expectedError],
  '480/10078': ['The remote endpoint is not registered or not reachable.', expectedError],
  '400/0': ['Call failed: the service refused it.', expectedError],
  '486/0': ['Call ended because the callee was busy.', success],
  '486/560486': ['Call ended because the remote phone was busy.', success],
  '487/0': ['Call ended successfully as the caller canceled the call.', success],
  '487/10003': ['Call was accepted elsewhere, by another endpoint of this user.', success],
  '487/10004': ['Call was canceled on timeout, as it was not accepted in time.', expectedError],
  '487/10024': ['Call ended successfully as it was declined by all callee endpoints.', success],
  '490/4502': ['Call failed due to network connectivity problems.', clientError],
  '495/4507': ['Call ended as the application did not provide a valid token.', clientError],
  '603/0': ['Call ended successfully as it was declined by the callee.', success],
};

/** Turns an end code of the signalling server into the `callEndReason` that the app reads. */
export function toEndReason({ code, subCode, message: givenMessage }: EndCode): EndReason {
  const defaultEntry = [`Call ended (${code}/${subCode}).`, clientError] as const;
  // A message comes with the end of a call that a rule forbids, which the app should have expected.
  const givenEntry = givenMessage === undefined ? undefined : ([givenMessage, expectedError] as const);
  const [message, category] = givenEntry ?? messagesByCode[`${code}/${subCode}`] ?? defaultEntry;
  return Object.freeze({ code, subCode, message, resultCategories: Object.freeze([category]) });
}

/** Creates the error of a command that fails because its call has ended: an error with the codes of the end reason. */
export const callEndError = ({ code, subCode, message, resultCategories }: EndReason) =>
  Object.assign(callingError(code, subCode, message), { resultCategories });

const lateMs = 500;

/**
 * The `callEndReason` that the app sees. By the emulator's condition `callEndReason`, which is a fault that tests switch on,
 * it may come late (`late`, after `lateMs`) or never (`missing`).
 */
export class ShownEndReason {
  value: EndReason | undefined;

  /** Called once, when the call or the incoming call has ended. */
  set(reason: EndReason): void {
    const { callEndReason } = getPageConditions();
    if (callEndReason === undefined) this.value = reason;
    if (callEndReason === 'late') setTimeout(() => (this.value = reason), lateMs);
  }
}
