import type { AssignmentStore } from '../../core/assignments.ts';
import type { Directory, ResourceAccount } from '../../core/directory.ts';
import { agentRefusals, findInvitationRefusal, isEmergencyCall } from '../../wire/agentRules.ts';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { Invitations } from '../ringing/ringing.ts';
import type { CommandOf } from './command.ts';

// Calls that agents of Teams Phone extensibility place.

export interface AgentCallDeps {
  readonly invitations: Invitations;
  readonly directory: Directory;
  /** Tells which resource accounts are assigned to the ACS resource. */
  readonly assignments: Pick<AssignmentStore, 'find'>;
}

/** Finds the rule that keeps an agent from placing a call. */
export function findAgentCallRefusal(
  deps: AgentCallDeps,
  agent: Endpoint,
  { to, onBehalfOf }: CommandOf<'start'>,
): Refusal | undefined {
  const rawIds = to.map(({ id }) => id);
  for (const rawId of rawIds) {
    const refusal = findInvitationRefusal(agent.rawId, rawId, rawIds);
    if (refusal) return refusal;
  }
  if (isEmergencyCall(rawIds)) return undefined;
  if (onBehalfOf === undefined) return agentRefusals.noResourceAccount;
  return findResourceAccount(deps, agent, onBehalfOf) ? undefined : agentRefusals.resourceAccount;
}

/**
 * Carries out a call for which `findAgentCallRefusal` has found no rule: the server application places it. An emergency call
 * goes out directly, by the number that `findEmergencyNumber` returns.
 */
export function placeAgentCall(
  deps: AgentCallDeps,
  call: Call,
  { agent, callees }: { agent: Participant; callees: readonly Participant[] },
  { context, onBehalfOf = '' }: CommandOf<'start'>,
): void {
  const { invitations } = deps;
  const rawIds = callees.map(({ rawId }) => rawId);
  for (const rawId of rawIds) call.dialledNumbers.add(rawId);
  call.isEmergencyCall = isEmergencyCall(rawIds);
  if (call.isEmergencyCall) {
    const number = findEmergencyNumber(deps, agent.rawId);
    const shownCaller = number && `4:${number}`;
    for (const callee of callees) invitations.invite(call, agent, callee, { shownCaller });
    return;
  }
  const resourceAccount = findResourceAccount(deps, agent, onBehalfOf);
  if (!resourceAccount) throw new Error('An agent’s call without a resource account is refused before.');
  call.resourceAccount = resourceAccount;
  invitations.serverApplication.placeForAgent({ call, agent, callees, resourceAccount, context });
}

/** @returns the resource account with this raw id, if it is in the agent's tenant, and assigned to the ACS resource. */
function findResourceAccount(
  { directory, assignments }: AgentCallDeps,
  agent: Pick<Participant, 'rawId'>,
  rawId: string,
): ResourceAccount | undefined {
  const account = directory.findResourceAccount(rawId);
  const isOfTenant = account?.tid === directory.findPerson(agent.rawId)?.tid;
  return account && isOfTenant && assignments.find(account) ? account : undefined;
}

/**
 * @returns the number that an emergency centre sees when an agent calls: the agent's own or, if the directory has none in
 *   international form, that of the tenant's first assigned resource account, which stands in for a shared calling policy.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/tpe/teams-phone-extensibility-emergency-call
 */
export function findEmergencyNumber(
  { directory, assignments }: Pick<AgentCallDeps, 'directory' | 'assignments'>,
  agentId: string,
): string | undefined {
  const person = directory.findPerson(agentId);
  // An administrator may have typed the number in any form, such as `+1 (425) 555-0100`.
  const ownNumbers = person?.profile.businessPhones.map((text) => text.replaceAll(/[^+\d]/g, ''));
  const ownNumber = ownNumbers?.find((text) => text.startsWith('+'));
  return (
    ownNumber ??
    directory.resourceAccounts.find((account) => account.tid === person?.tid && assignments.find(account))
      ?.number
  );
}
