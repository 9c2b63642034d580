import type * as Real from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { CallAgentKind } from '../base/enums.ts';
import { callingError, check } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { EmuCall } from '../call/call.ts';
import { readAcsLocator, type AcsLocator } from '../call/meetingLocator.ts';
import { readAcsStartFields } from '../call/startFields.ts';
import { EmuAgent, type AgentDeps } from './agent.ts';

/** The call agent of an ACS user in this page. */
export class EmuCallAgent extends EmuAgent implements Real.CallAgent {
  /** As the SDK declares it: the name that others see. */
  readonly displayName: string;

  constructor(deps: AgentDeps, displayName = '') {
    super(CallAgentKind.CallAgent, deps, displayName);
    this.displayName = displayName;
  }

  /**
   * Starts a call. A list without anybody makes a call that ends. What the server refuses, such as a telephone without
   * `alternateCallerId`, ends the call.
   * @throws as SDK 2.0.0 was seen to do: 400/40226 (code/subcode) without a list, 422/44011 for anything but a list, 500/41001 for a
   *   missing and 422/44009 for a malformed identifier, 400/40202 for a call to oneself; the errors of `readCallerNumber`.
   */
  startCall(callees: CommunicationIdentifier[], options: Real.StartCallOptions = {}): EmuCall {
    const failure = 'Failed to start the call';
    check(callees, 400, 40226, `${failure}: there are no participants.`);
    check(Array.isArray(callees), 422, 44011, `${failure}: the participants must be a list.`);
    const rawIds = [...new Set(callees.map(readCallee))];
    check(!rawIds.includes(this.deps.userRawId), 400, 40202, `${failure}: nobody calls themselves.`);
    return this.callPeople(rawIds, options, (kind) => readAcsStartFields(options, kind));
  }

  /**
   * Joins a group call by its id, or a Teams meeting by its link, or its id and passcode.
   * @throws the errors of `readAcsLocator` and `readInitialMedia`.
   */
  join(locator: AcsLocator, options: Real.JoinCallOptions = {}): EmuCall {
    return this.joinCall(readAcsLocator(locator), options);
  }

  /**
   * SDK 2.0.0 has this method, but does not declare it. There is no `registerPushNotification`, so no app can have a notification.
   * @throws as SDK 2.0.0 was seen to do: 500/40219 (code/subcode) without a notification, and 400/40218 for any.
   */
  async handlePushNotification(notification?: unknown): Promise<never> {
    const failure = 'Failed to handle the push notification';
    check(notification !== undefined, 500, 40219, `${failure}: there is none.`, 'UnexpectedClientError');
    throw callingError(400, 40218, `${failure}: it is not one of Communication Services.`);
  }
}

function readCallee(identifier: CommunicationIdentifier | undefined): string {
  const failure = 'Failed to start the call: a participant';
  check(identifier, 500, 41001, `${failure} is missing.`, 'UnexpectedClientError');
  check(typeof identifier === 'object', 422, 44009, `${failure} is not a valid identifier.`);
  return rawIdOf(identifier);
}
