import * as z from 'zod';
import { actions } from '../../controls/actions/actions.ts';
import { CreateAgentRequest, CrowdRequest, DropSocketsRequest } from '../../controls/callControls.ts';
import { personaName } from '../../controls/requests/fields.ts';
import { scenarios } from '../../scenarios/scenarioRoutes.ts';
import type { Route } from '../route.ts';
import { AgentAnswer, CallAnswer, StateAnswer } from './views.ts';

const tag = 'Controls';
const alice = 'alice@fabrikam.example';
const bob = 'bob@fabrikam.example';

/** The body of each action: the fields that all actions have, and the action's own. */
const ActBody = z.union(
  actions.map(({ name, description, parameters }) =>
    z
      .strictObject({
        as: z.string().min(1).max(300),
        act: z.literal(name),
        call: z.optional(z.string().max(40)),
        ...parameters.shape,
      })
      .meta({ title: name, description }),
  ),
);
/** The body of each scenario. The name is in the path. */
const ScenarioBody = z.union(
  scenarios.map(({ name, title, parameters }) =>
    z.strictObject({ user: personaName, ...parameters.shape }).meta({ title: name, description: title }),
  ),
);

/** The controls of agents and calls, actions and scenarios. */
export const callRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/emulator/state',
    tag,
    summary: 'Returns agents, calls, conditions and the clock.',
    query: { after: 'The `version` of the last answer: then the request waits up to 20 s for a change.' },
    answer: { schema: StateAnswer },
  },
  {
    method: 'get',
    path: '/emulator/agents',
    tag,
    summary: 'Lists the agents that are connected, and the virtual agents that ring.',
    answer: { schema: z.array(AgentAnswer) },
  },
  {
    method: 'post',
    path: '/emulator/agents',
    tag,
    summary: 'Makes a virtual agent, at which calls to a person ring.',
    body: { schema: CreateAgentRequest, example: { user: bob, answer: 'accept', afterMs: 2000 } },
    answer: { status: 201, schema: z.strictObject({ agent: z.string() }) },
  },
  {
    method: 'delete',
    path: '/emulator/agents/{agent}',
    tag,
    summary: 'Removes an endpoint, as if its tab had been away for too long.',
    answer: { schema: z.strictObject({ closed: z.string() }) },
  },
  {
    method: 'post',
    path: '/emulator/agents/drop',
    tag,
    summary: 'Closes sockets of a user, of an agent, or of everyone.',
    body: { schema: DropSocketsRequest, example: { user: alice, code: 1011 } },
    answer: { schema: z.strictObject({ dropped: z.int() }) },
  },
  {
    method: 'get',
    path: '/emulator/calls',
    tag,
    summary: 'Lists the calls with their participants.',
    answer: { schema: z.array(CallAnswer) },
  },
  {
    method: 'delete',
    path: '/emulator/calls/{call}',
    tag,
    summary: 'Ends a call for everyone (0/4097).',
    answer: { schema: z.strictObject({ ended: z.string() }) },
  },
  {
    method: 'get',
    path: '/emulator/acts',
    tag,
    summary: 'Lists the actions, and what each does.',
    answer: { schema: z.array(z.strictObject({ name: z.string(), does: z.string() })) },
  },
  {
    method: 'post',
    path: '/emulator/act',
    tag,
    summary: 'Runs an action in the name of a person, a participant or a phone number.',
    body: { schema: ActBody, example: { as: bob, act: 'ring', to: alice } },
    answer: { schema: z.looseObject({}) },
  },
  {
    method: 'post',
    path: '/emulator/crowd',
    tag,
    summary: 'Makes the crowd of a call, its generated participants, as large as `count`.',
    body: {
      schema: CrowdRequest,
      example: { meeting: { meetingId: '201000000001', passcode: 'open01' }, count: 5 },
    },
    answer: { schema: z.strictObject({ call: z.string(), count: z.int() }) },
  },
  {
    method: 'get',
    path: '/emulator/scenarios',
    tag,
    summary: 'Lists the scenarios.',
    answer: { schema: z.array(z.strictObject({ name: z.string(), title: z.string() })) },
  },
  {
    method: 'post',
    path: '/emulator/scenarios/{name}',
    tag,
    summary: 'Starts a scenario for a person.',
    body: { schema: ScenarioBody, example: { user: alice } },
    answer: { schema: z.looseObject({ scenario: z.string(), user: z.string(), next: z.string() }) },
  },
];
