import type * as Real from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { agentRefusals } from '../../wire/agentRules.ts';
import { isAgent } from '../../wire/rawIds.ts';
import { CallAgentKind } from '../base/enums.ts';
import { check, toError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { EmuCall } from '../call/call.ts';
import { readLocator, type Locator } from '../call/meetingLocator.ts';
import { checkThread, readStartFields } from '../call/startFields.ts';
import { EmuAgent, type AgentDeps } from './agent.ts';

/** The call agent of a Teams user, or of an agent of Teams Phone extensibility, in this page. It places and receives calls. */
export class EmuTeamsCallAgent extends EmuAgent implements Real.TeamsCallAgent {
  constructor(deps: AgentDeps) {
    super(CallAgentKind.TeamsCallAgent, deps);
  }

  /**
   * Starts a call. If no callee can be reached, the call ends.
   * @throws 400/0 (code/subcode) for an identifier that is not well-formed; the errors of `checkThread`, `readStartFields` and `readInitialMedia`.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
   */
  startCall(
    callees: CommunicationIdentifier | CommunicationIdentifier[],
    options: Real.StartTeamsGroupCallOptions = {},
  ): EmuCall {
    const { threadId } = options;
    const identifiers = Array.isArray(callees) ? callees : [callees];
    // The set removes callees who are listed twice.
    const calleeRawIds = [...new Set(identifiers.map(rawIdOf))];
    check(calleeRawIds.length > 0, 400, 0, 'Failed to start the call: there is no participant to call.');
    const isGroupCall = calleeRawIds.length > 1;
    checkThread(threadId, isGroupCall);
    const ownRawId = this.connection.ownRawId ?? '';
    return this.callPeople(calleeRawIds, options, (kind) => readStartFields(options, kind, ownRawId));
  }

  /**
   * Joins a Teams meeting by its link, its id and passcode, or its coordinates. If there is no such meeting, the call
   * ends with 404/5751.
   * @throws 403/0 for an agent of Teams Phone extensibility; the errors of `readLocator` and `readInitialMedia`.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
   */
  join(locator: Locator, options: Real.JoinCallOptions = {}): EmuCall {
    if (isAgent(this.connection.ownRawId ?? '')) throw toError(agentRefusals.meeting);
    return this.joinCall(readLocator(locator), options);
  }
}
