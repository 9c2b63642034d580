import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { AcsTokens } from '../acsToken.ts';
import type { EmulatorEnv } from '../env.ts';
import { crossOrigin } from '../origins.ts';
import { acsResource, findPerson } from '../seed.ts';
import type { SigningKey } from '../signingKey.ts';

const SignRequest = z.strictObject({
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown()),
});

const hash = (value: string) => createHash('sha256').update(value).digest();
const hour = 60 * 60_000;

export interface ControlDeps {
  readonly secret: string;
  readonly key: SigningKey;
  readonly acsTokens: AcsTokens;
  readonly now: () => number;
}

/** `/emulator/...`: the emulator's own controls, for whoever has the secret printed at its start. */
export function controlRoutes({ secret, key, acsTokens, now }: ControlDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const expected = hash(secret);

  app.use('/emulator/*', crossOrigin, async (c, next) => {
    // Hashed first: the comparison then takes the same time whatever was sent, whatever its length.
    if (!timingSafeEqual(hash(c.req.header('x-emulator-secret') ?? ''), expected)) {
      return c.json({ error: 'The header x-emulator-secret must carry the secret printed at start.' }, 401);
    }
    c.header('cache-control', 'no-store');
    return next();
  });

  app.get('/emulator/token', async (c) => {
    const user = c.req.query('user') ?? '';
    const person = findPerson(user);
    if (!person) return c.json({ error: `There is no user ${user}.` }, 404);
    const { token, expiresOn } = await acsTokens.issue(person, acsResource.id, new Date(now() + hour));
    return c.json({ token, expiresOn: expiresOn.toISOString() });
  });

  app.post('/emulator/sign', async (c) => {
    const read = SignRequest.safeParse(await c.req.json().catch(() => null));
    if (!read.success) return c.json({ error: 'Expected {"header": {…}, "claims": {…}}.' }, 400);
    return c.json({ token: key.sign(read.data.header, read.data.claims) });
  });
  return app;
}
