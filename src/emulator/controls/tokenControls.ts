import { Hono } from 'hono';
import * as z from 'zod';
import type { AcsTokens } from '../core/acsToken.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { Directory } from '../core/directory.ts';
import type { EmulatorEnv } from '../http/env.ts';
import type { Revocations } from '../core/revocations.ts';
import type { SigningKey } from '../core/signingKey.ts';
import { requirePerson, readBody } from './requests/controlError.ts';

export const SignRequest = z.strictObject({
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown()),
});
export const UserRequest = z.strictObject({ user: z.string() });

const hourSeconds = 60 * 60;

/** What the routes work with. `emulator.ts` provides it. */
export interface TokenControlDeps {
  readonly directory: Directory;
  /** The key that signs Entra tokens. */
  readonly key: SigningKey;
  readonly acsTokens: AcsTokens;
  readonly conditions: ConditionStore;
  readonly revocations: Revocations;
  /** @returns the time in milliseconds since 1970. */
  readonly now: () => number;
}

/** Creates the routes that issue ACS tokens, sign any JWT, and revoke a user's sign-ins. */
export function createTokenControlRoutes({
  directory,
  key,
  acsTokens,
  conditions,
  revocations,
  now,
}: TokenControlDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.get('/emulator/token', async (c) => {
    const person = requirePerson(directory, c.req.query('user') ?? '');
    const { tokenLifetimeSeconds = hourSeconds } = conditions.read(person.oid);
    const requestedExpiry = new Date(now() + tokenLifetimeSeconds * 1000);
    const { token, expiresOn } = await acsTokens.issue(person, directory.acsResource.id, requestedExpiry);
    return c.json({ token, expiresOn: expiresOn.toISOString() });
  });
  app.post('/emulator/sign', async (c) => {
    const { header, claims } = await readBody(c, SignRequest);
    return c.json({ token: key.sign(header, claims) });
  });
  app.post('/emulator/revoke', async (c) => {
    const person = requirePerson(directory, (await readBody(c, UserRequest)).user);
    revocations.revokeSignIns(person.oid);
    return c.json({ revoked: person.upn });
  });
  return app;
}
