import type { CustomContext, StartCallOptions, StartTeamsCallOptions } from '@azure/communication-calling';
import { groupThreadPattern } from '../../wire/meetingLink.ts';
import type { CallKind, Command, CustomContext as SentContext } from '../../wire/protocol.ts';
import { agentRefusals } from '../../wire/agentRules.ts';
import { isAgent, isTeamsApp } from '../../wire/rawIds.ts';
import { check, toError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';

/** The optional fields of the command `start`. The `pass` proves to the server that a transfer permits this call. */
export type StartFields = Pick<
  Extract<Command, { t: 'start' }>,
  'context' | 'onBehalfOf' | 'callerNumber' | 'pass'
>;

const sipPrefix = 'X-MS-Custom-';
/** The patterns are those that the SDK's types describe. */
const sipKeyPattern = /^[\w.!%*+~-]{1,64}$/;
const sipValuePattern = /^[\w=;.!%*+~-]{1,256}$/;
/** The SDK sends at most this many SIP headers, and ignores the others. */
const maxSipHeaders = 5;
/** The signalling server's limit, which is lower than the SDK's limit of 1000. */
const maxVoipHeaders = 40;

/**
 * Reads the context that an app sends with a call: user-to-user information (`userToUser`), and headers for SIP (telephone)
 * and VoIP. Invalid headers are ignored, as the SDK's types say.
 * @returns `undefined` if the app sends no context.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/call-context
 */
export function readContext(context: CustomContext | undefined): SentContext | undefined {
  if (!context) return undefined;
  const { userToUser, xHeaders = [], sipHeaders = xHeaders, voipHeaders = [] } = context;
  const sentSipHeaders = sipHeaders
    .map(({ key, value }) => ({ key: key.startsWith(sipPrefix) ? key : `${sipPrefix}${key}`, value }))
    .filter(({ key, value }) => sipKeyPattern.test(key) && sipValuePattern.test(value))
    .slice(0, maxSipHeaders);
  // The signalling server has the same limits for VoIP headers and `userToUser`. It refuses headers with other properties.
  const sentVoipHeaders = voipHeaders
    .filter(({ key, value }) => key.length >= 1 && key.length <= 64 && value.length <= 1024)
    .slice(0, maxVoipHeaders)
    .map(({ key, value }) => ({ key, value }));
  return {
    ...(typeof userToUser === 'string' && { userToUser: userToUser.slice(0, 256) }),
    ...(sentSipHeaders.length > 0 && { sipHeaders: sentSipHeaders }),
    ...(sentVoipHeaders.length > 0 && { voipHeaders: sentVoipHeaders }),
  };
}

/**
 * Reads the options of `startCall` that the signalling server needs. A group call has no context: Microsoft documents that
 * headers can be sent only with a 1:1 call.
 * @param ownRawId tells whether the local user is an agent. Agents call on behalf of resource accounts, Teams users on behalf of
 * other Teams users.
 * @throws 400/0 (code/subcode) if the user or account on whose behalf the app calls is not a valid identifier; 422/0 if an agent
 * calls on behalf of anything but a `MicrosoftTeamsAppIdentifier`.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/shared-line-appearance
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-troubleshooting
 */
export function readStartFields(
  { customContext, onBehalfOfOptions }: StartTeamsCallOptions,
  kind: CallKind,
  ownRawId: string,
): StartFields {
  const onBehalfOf = onBehalfOfOptions && rawIdOf(onBehalfOfOptions.userId);
  const isMisused = onBehalfOf !== undefined && isAgent(ownRawId) && !isTeamsApp(onBehalfOf);
  if (isMisused) throw toError(agentRefusals.onBehalfOf);
  const context = kind === 'oneToOne' ? readContext(customContext) : undefined;
  return {
    ...(context && { context }),
    ...(onBehalfOf !== undefined && { onBehalfOf }),
  };
}

/**
 * Reads the options of an ACS user's `startCall` that the signalling server needs.
 * @throws the errors of `readCallerNumber`.
 */
export function readAcsStartFields(
  { customContext, alternateCallerId }: StartCallOptions,
  kind: CallKind,
): StartFields {
  const context = kind === 'oneToOne' ? readContext(customContext) : undefined;
  const callerNumber = readCallerNumber(alternateCallerId);
  return { ...(context && { context }), ...(callerNumber !== undefined && { callerNumber }) };
}

/**
 * Reads the number that a called telephone is to see. Whether it is a number of the ACS resource, the server checks.
 * @returns its raw id; `undefined` without a number.
 * @throws 422/44009 (code/subcode) for a text, as SDK 2.0.0 was seen to do.
 */
export function readCallerNumber(number: StartCallOptions['alternateCallerId']): string | undefined {
  if (number === undefined) return undefined;
  check(typeof number === 'object', 422, 44009, 'alternateCallerId must be a PhoneNumberIdentifier.');
  return rawIdOf(number);
}

/**
 * Checks the thread of a group call: the id of a Teams chat, which the app has created through Microsoft Graph.
 * @param isNeeded whether the call needs a thread, as a call to several people does.
 * @throws 500/41001 when the thread is needed and missing, as observed in SDK 2.0.0.
 */
export function checkThread(threadId: string | undefined, isNeeded: boolean): void {
  if (threadId === undefined) {
    const message = 'Failed to start the call: a group call needs a threadId.';
    check(!isNeeded, 500, 41001, message, 'UnexpectedClientError');
    return;
  }
  const isWellFormed = groupThreadPattern.test(threadId);
  check(isWellFormed, 400, 0, 'The threadId is not well-formed: expected 19:…@thread.v2.');
}
