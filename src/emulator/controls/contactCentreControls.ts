import * as z from 'zod';
import type { AssignmentStore } from '../core/assignments.ts';
import type { Directory, ResourceAccount } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import { calledNumberHeader, type ContactCentre } from '../contact-centre/contactCentre.ts';
import type { EmulatorApp } from '../http/env.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';
import { findEmergencyNumber } from '../signalling/commands/agentCalls.ts';
import { addControl, ControlError, requirePerson } from './requests/addControl.ts';
import { personaName } from './requests/names.ts';
import { readContactCentre } from './state.ts';
import type { ControlState } from './controlState.ts';
import { hungUp } from '../wire/endCodes.ts';
import { createAgentRawId } from '../wire/rawIds.ts';
import * as views from './views.ts';

const alice = 'alice@fabrikam.example';
const hotline = '+14255550150';

/** The numbers from which telephones call by default: United States numbers that nobody has. */
const fictionalNumbers = Array.from(
  { length: 100 },
  (_, index) => `+120655501${String(index).padStart(2, '0')}`,
);

const phoneNumber = z.string().min(1).max(40);

/** Asks that telephones call a service number. */
export const CallersRequest = z.strictObject({
  to: phoneNumber.describe('The service number, with or without spaces.'),
  from: z
    .optional(phoneNumber)
    .describe('The number of the telephone. By default, each telephone has another made-up number.'),
  count: z
    .optional(z.int().min(1).max(fictionalNumbers.length))
    .describe('How many telephones call, one after another. Default: 1.'),
  agents: z
    .optional(z.array(personaName).min(1).max(50))
    .describe('The only people who may get the calls. Default: every agent.'),
  strategy: z
    .optional(views.centreSettings.strategy)
    .describe('Which free agents ring. Default: as in the settings.'),
  giveUpAfterMs: z
    .optional(z.int().min(0).max(3_600_000))
    .describe('The callers hang up after this many milliseconds without an answer. Default: never.'),
});
const CallersAnswer = z.strictObject({
  callers: z.array(z.strictObject({ call: z.string().describe('The id of the call.'), from: z.string() })),
});
/** Asks for other settings of the contact centre. */
const { centreSettings: fields } = views;
const SettingsRequest = z.strictObject({
  strategy: z.exactOptional(fields.strategy),
  ringSeconds: z.exactOptional(fields.ringSeconds),
  pauseSeconds: z.exactOptional(fields.pauseSeconds),
  wrapUpSeconds: z.exactOptional(fields.wrapUpSeconds),
  maxWaiting: z.exactOptional(fields.maxWaiting),
  maxWaitSeconds: z.exactOptional(fields.maxWaitSeconds),
  overflow: z.exactOptional(fields.overflow),
  announceEverySeconds: z.exactOptional(fields.announceEverySeconds),
});
const CallBackRequest = z.strictObject({ user: personaName });
/** The number of the emergency centre that calls back. */
const emergencyCentre = '911';

export function addContactCentreRoutes(app: EmulatorApp, state: ControlState): void {
  const { admin, assignments, clock, contactCentre: centre } = state;
  addControl(app, 'GET', '/emulator/contact-centre', {
    summary:
      'Returns the service numbers, the waiting callers, the agents and the settings of the contact centre.',
    answer: views.ContactCentre,
    run: () => readContactCentre(admin.directory, assignments, centre),
  });
  addControl(app, 'POST', '/emulator/contact-centre/callers', {
    summary: 'Lets telephones call a service number; see _The contact centre_.',
    body: CallersRequest,
    example: { to: hotline, agents: [alice] },
    status: 201,
    answer: CallersAnswer,
    run: (request) => {
      const account = requireServedAccount(state, readNumber('to', request.to));
      const agents = request.agents?.map((user) => requireConnectedAgent(state, user, account));
      const numbers = chooseCallers(admin, request);
      const options = { agents, strategy: request.strategy };
      const callers = numbers.map((from) => ({
        from,
        call: centre.placeCall(`4:${from}`, account.number, options),
      }));
      const { giveUpAfterMs } = request;
      if (giveUpAfterMs !== undefined)
        clock.after(giveUpAfterMs, () => callers.forEach(({ call }) => giveUp(admin, call)));
      return { callers };
    },
  });
  addControl(app, 'POST', '/emulator/contact-centre/agents/:user', {
    summary: 'Opts an agent in or out. A call that rings at an agent who opts out goes to the next one.',
    body: z.strictObject({ optedIn: z.boolean() }),
    example: { optedIn: false },
    answer: z.strictObject({ user: z.string(), optedIn: z.boolean() }),
    run: ({ optedIn }, c) => {
      const person = requireAssignedPerson(state, c.req.param('user') ?? '');
      centre.setOptedIn(getAgentId(admin.directory, person), optedIn);
      return { user: person.upn, optedIn };
    },
  });
  addControl(app, 'POST', '/emulator/contact-centre/settings', {
    summary: 'Changes settings of the contact centre, for calls that ring or come from now on.',
    body: SettingsRequest,
    example: { ringSeconds: 10, maxWaiting: 2, overflow: { to: '+14255550100' } },
    answer: views.CentreSettings,
    run: ({ overflow, ...changes }) => {
      centre.changeSettings({ ...changes, ...(overflow && { overflow: readOverflow(admin, overflow) }) });
      return centre.settings;
    },
  });
  addControl(app, 'POST', '/emulator/contact-centre/emergency-call-backs', {
    summary:
      "Lets an emergency centre (911) call an agent back by the number that it saw: the agent's own or, without one, a shared service number.",
    body: CallBackRequest,
    example: { user: alice },
    status: 201,
    answer: z.strictObject({ call: z.string() }),
    run: ({ user }) => {
      const agentId = requireConnectedAgent(state, user);
      const number = findEmergencyNumber({ directory: admin.directory, assignments }, agentId);
      const context =
        number === undefined ? undefined : { voipHeaders: [{ key: calledNumberHeader, value: number }] };
      const { callId } = admin.createAgent(`4:${emergencyCentre}`, 'phone').placeCall([agentId], { context });
      return { call: callId };
    },
  });
}

/** @returns the number without spaces. @throws ControlError 400 unless it is in the international form E.164. */
function readNumber(field: string, text: string): string {
  const number = text.replaceAll(/[\s().-]/g, '');
  if (/^\+[1-9]\d{1,14}$/.test(number)) return number;
  throw new ControlError(
    400,
    `${field}: ${text} is no number in the international form E.164, such as ${hotline}.`,
  );
}

interface CentreState {
  readonly admin: SignallingAdmin;
  readonly assignments: AssignmentStore;
  readonly contactCentre: ContactCentre;
}

/** @throws ControlError 404 if nobody has the service number, 409 if its resource account is not assigned. */
function requireServedAccount({ admin, assignments }: CentreState, number: string): ResourceAccount {
  const account = admin.directory.findResourceAccountByNumber(number);
  if (!account) throw new ControlError(404, `No resource account of the directory has the number ${number}.`);
  if (!assignments.find(account))
    throw new ControlError(
      409,
      `${account.displayName} (${number}) is not assigned to the ACS resource, so no call reaches the contact centre: assign it first.`,
    );
  return account;
}

const getAgentId = ({ acsResource }: Directory, { tid, oid }: Person): string =>
  createAgentRawId(acsResource.id, tid, oid);

/** @throws ControlError 404 for an unknown person, 409 for one who is not assigned to the ACS resource. */
function requireAssignedPerson({ admin, assignments }: CentreState, user: string): Person {
  const person = requirePerson(admin.directory, user);
  if (!assignments.find(person))
    throw new ControlError(
      409,
      `${person.displayName} is not assigned to the ACS resource, and so is no agent: assign them first.`,
    );
  return person;
}

/**
 * @param account the resource account whose calls the agent should get. By default, any.
 * @returns the raw id of the agent. @throws ControlError 404 for an unknown person, 409 for one at whom no call can ring.
 */
function requireConnectedAgent(state: CentreState, user: string, account?: ResourceAccount): string {
  const person = requireAssignedPerson(state, user);
  const { displayName, tid } = person;
  if (account && account.tid !== tid)
    throw new ControlError(409, `${displayName} and ${account.displayName} belong to different tenants.`);
  const agentId = getAgentId(state.admin.directory, person);
  if (!state.contactCentre.listAgents().some(({ id }) => id === agentId))
    throw new ControlError(409, `${displayName} is not connected as an agent: sign in first.`);
  return agentId;
}

/** @throws ControlError 400 for a wrong number, 409 if a telephone is in a call already. */
function chooseCallers(
  { commands }: SignallingAdmin,
  { from, count = 1 }: z.infer<typeof CallersRequest>,
): string[] {
  const isCalling = (number: string) =>
    commands.calls
      .list()
      .some(({ participants }) => [...participants.values()].some(({ rawId }) => rawId === `4:${number}`));
  if (from === undefined) {
    const numbers = fictionalNumbers.filter((number) => !isCalling(number)).slice(0, count);
    if (numbers.length === count) return numbers;
    throw new ControlError(409, `Only ${numbers.length} of the made-up telephones are in no call.`);
  }
  if (count > 1) throw new ControlError(400, 'from: one number cannot make several calls at once.');
  const number = readNumber('from', from);
  if (isCalling(number)) throw new ControlError(409, `${number} is in a call already.`);
  return [number];
}

/** Lets the caller hang up, unless somebody has answered. */
function giveUp({ commands }: SignallingAdmin, callId: string): void {
  const call = commands.calls.find(callId);
  const [caller] = call?.participants.values() ?? [];
  if (call && caller && !call.hasConnected) commands.calls.removeParticipant(call, caller, hungUp);
}

/** @throws ControlError 400 for a wrong number or a service number, 404 for a telephone that does not exist. */
function readOverflow(
  { directory }: SignallingAdmin,
  overflow: z.infer<typeof views.centreSettings.overflow>,
): z.infer<typeof views.centreSettings.overflow> {
  if (!('to' in overflow)) return overflow;
  const to = readNumber('overflow.to', overflow.to);
  if (directory.findResourceAccountByNumber(to))
    throw new ControlError(400, `overflow.to: ${to} is a service number of the contact centre itself.`);
  if (!directory.phones.some(({ number }) => number === to))
    throw new ControlError(404, `The directory has no telephone ${to}.`);
  return { to };
}
