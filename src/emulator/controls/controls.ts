import { Hono } from 'hono';
import * as z from 'zod';
import type { AcsTokens } from '../acsToken.ts';
import { Conditions, type ConditionStore } from '../conditions.ts';
import type { TokenIssuer } from '../entra/tokens.ts';
import type { EmulatorEnv } from '../env.ts';
import { crossOrigin } from '../origins.ts';
import type { Revocations } from '../revocations.ts';
import { acsResource, findPerson } from '../seed.ts';
import type { SigningKey } from '../signingKey.ts';
import { managedIdentityRoutes } from './managedIdentity.ts';
import { requireSecret } from './secret.ts';

const SignRequest = z.strictObject({
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown()),
});
const UserRequest = z.strictObject({ user: z.string() });
const ConditionsRequest = Conditions.extend({ user: z.optional(z.string()) });

const hour = 60 * 60_000;

export interface ControlDeps {
  readonly secret: string;
  readonly key: SigningKey;
  readonly acsTokens: AcsTokens;
  readonly tokens: TokenIssuer;
  readonly conditions: ConditionStore;
  readonly revocations: Revocations;
  readonly now: () => number;
}

const faults = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');

/** `/emulator/...`: the emulator's own controls, for whoever has the secret printed at its start. */
export function controlRoutes(deps: ControlDeps): Hono<EmulatorEnv> {
  const { secret, key, acsTokens, conditions, revocations, now } = deps;
  const app = new Hono<EmulatorEnv>();
  const nobody = (user: string) => ({ error: `There is no user ${user}.` });
  app.use('/emulator/*', crossOrigin, requireSecret(secret));
  app.route('/', managedIdentityRoutes(deps));

  app.get('/emulator/token', async (c) => {
    const user = c.req.query('user') ?? '';
    const person = findPerson(user);
    if (!person) return c.json(nobody(user), 404);
    const { token, expiresOn } = await acsTokens.issue(person, acsResource.id, new Date(now() + hour));
    return c.json({ token, expiresOn: expiresOn.toISOString() });
  });

  app.post('/emulator/sign', async (c) => {
    const read = SignRequest.safeParse(await c.req.json().catch(() => null));
    if (!read.success) return c.json({ error: faults(read.error) }, 400);
    return c.json({ token: key.sign(read.data.header, read.data.claims) });
  });

  app.get('/emulator/conditions', (c) => c.json(conditions.list()));
  app.delete('/emulator/conditions', (c) => {
    conditions.reset();
    return c.json(conditions.list());
  });
  app.post('/emulator/conditions', async (c) => {
    const read = ConditionsRequest.safeParse(await c.req.json().catch(() => null));
    if (!read.success) return c.json({ error: faults(read.error) }, 400);
    const { user, ...wanted } = read.data;
    const person = user === undefined ? undefined : findPerson(user);
    if (user !== undefined && !person) return c.json(nobody(user), 404);
    conditions.set(wanted, person?.oid);
    return c.json(conditions.list());
  });

  app.post('/emulator/revoke', async (c) => {
    const read = UserRequest.safeParse(await c.req.json().catch(() => null));
    if (!read.success) return c.json({ error: faults(read.error) }, 400);
    const person = findPerson(read.data.user);
    if (!person) return c.json(nobody(read.data.user), 404);
    revocations.revoke(person.oid);
    return c.json({ revoked: person.upn });
  });
  return app;
}
