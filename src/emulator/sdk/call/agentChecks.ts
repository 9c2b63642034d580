import { agentRefusals, isGroupForAgents } from '../../wire/agentRules.ts';
import { isAgent } from '../../wire/rawIds.ts';
import type { CallKind, Refusal } from '../../wire/protocol.ts';
import { toError } from '../base/errors.ts';
import type { SessionDeps } from './sessionDeps.ts';

/** The parts of a call's session on which the rules about agents depend. */
interface CallOfAgent {
  readonly deps: Pick<SessionDeps, 'getOwnRawId' | 'isEmergencyCall'>;
  readonly context: { readonly kind: CallKind };
  /** `participants` are all but the local one. */
  readonly roster: { readonly participants: readonly unknown[] };
}

/** @returns whether the local participant is an agent of Teams Phone extensibility. */
export const isOwnAgent = ({ deps }: Pick<CallOfAgent, 'deps'>): boolean => isAgent(deps.getOwnRawId());

/** @throws the refusal, if the local participant is an agent, and the call is a group call. */
export function checkNoAgentInGroup(call: CallOfAgent, refusal: Refusal): void {
  const { context, roster } = call;
  if (isOwnAgent(call) && isGroupForAgents(context.kind, roster.participants.length)) throw toError(refusal);
}

/** @throws 403/0 (code/subcode) in an agent's emergency call, in which Microsoft restricts some operations. */
export function checkNoEmergency(call: Pick<CallOfAgent, 'deps'>): void {
  if (isOwnAgent(call) && call.deps.isEmergencyCall) throw toError(agentRefusals.emergencyCall);
}
