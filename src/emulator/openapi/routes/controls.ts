import * as z from 'zod';
import { AgentDisconnect, ClockRequest } from '../../controls/emulatorControls.ts';
import { SignRequest, UserRequest } from '../../controls/tokenControls.ts';
import { Conditions } from '../../wire/conditions.ts';
import type { Route } from '../route.ts';
import { ClockAnswer, ConditionsAnswer, TokenAnswer } from './views.ts';

const tag = 'Controls';
const alice = 'alice@fabrikam.example';

const ConditionsBody = z.strictObject({
  user: z.optional(z.string()),
  agentDisconnect: z.optional(AgentDisconnect),
  ...Object.fromEntries(Object.entries(Conditions.shape).map(([name, schema]) => [name, z.nullable(schema)])),
});

/** The controls of conditions, time, directory and tokens. */
export const controlRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/emulator/conditions',
    tag,
    summary: 'Lists the conditions that are set, by object id; `*` is everyone.',
    answer: { schema: ConditionsAnswer },
  },
  {
    method: 'post',
    path: '/emulator/conditions',
    tag,
    summary: 'Sets conditions for everyone, or for `user`; `null` removes a condition.',
    body: { schema: ConditionsBody, example: { user: alice, tokenLifetimeSeconds: 120 } },
    answer: { schema: ConditionsAnswer },
  },
  {
    method: 'delete',
    path: '/emulator/conditions',
    tag,
    summary: 'Removes all conditions.',
    answer: { schema: ConditionsAnswer },
  },
  {
    method: 'get',
    path: '/emulator/clock',
    tag,
    summary: "Returns the emulator's time, and how far it is ahead of the machine's time.",
    answer: { schema: ClockAnswer },
  },
  {
    method: 'post',
    path: '/emulator/clock',
    tag,
    summary: 'Moves the time forward.',
    body: { schema: ClockRequest, example: { advanceMs: 85000 } },
    answer: { schema: ClockAnswer },
  },
  {
    method: 'post',
    path: '/emulator/reset',
    tag,
    summary: 'Ends all calls, and removes all virtual agents and all conditions.',
    answer: { schema: z.strictObject({ reset: z.literal(true) }) },
  },
  {
    method: 'get',
    path: '/emulator/directory',
    tag,
    summary: 'Lists tenants, people, phone numbers and meetings.',
    answer: {
      schema: z.looseObject({
        tenants: z.array(z.looseObject({ id: z.string(), name: z.string(), domain: z.string() })),
        people: z.array(z.looseObject({ oid: z.string(), user: z.string(), name: z.string() })),
        phones: z.array(z.looseObject({ number: z.string() })),
        meetings: z.array(z.looseObject({ threadId: z.string(), link: z.string() })),
      }),
    },
  },
  {
    method: 'get',
    path: '/emulator/token',
    tag,
    summary: 'Returns a ready ACS token of a person.',
    query: { 'user!': 'A UPN or an object id.' },
    answer: { schema: TokenAnswer },
  },
  {
    method: 'post',
    path: '/emulator/sign',
    tag,
    summary: 'Signs a JWT with exactly this header and these claims, as the emulated Entra.',
    body: { schema: SignRequest, example: { header: { alg: 'RS256' }, claims: { sub: 'x' } } },
    answer: { schema: z.strictObject({ token: z.string() }) },
  },
  {
    method: 'post',
    path: '/emulator/revoke',
    tag,
    summary: 'Ends all sign-ins of a person.',
    body: { schema: UserRequest, example: { user: alice } },
    answer: { schema: z.strictObject({ revoked: z.string() }) },
  },
  {
    method: 'get',
    path: '/emulator/identity/token',
    tag,
    summary: 'Returns a token of the managed identity, as Azure App Service does.',
    query: { 'resource!': 'The API, such as `https://communication.azure.com`.' },
    answer: {
      schema: z.strictObject({
        access_token: z.string(),
        expires_on: z.string(),
        resource: z.string(),
        token_type: z.literal('Bearer'),
      }),
    },
  },
];
