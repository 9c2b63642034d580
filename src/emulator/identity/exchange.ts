import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod/mini';
import type { AcsTokens } from '../acsToken.ts';
import { bearerToken, type VerifyAccessToken } from '../entra/accessTokens.ts';
import { controlPlane, teams } from '../entra/resources.ts';
import type { EmulatorEnv } from '../env.ts';
import { crossOrigin } from '../origins.ts';
import type { Person } from '../people.ts';
import { acsResource, findPerson } from '../seed.ts';
import { verifyHmac } from './hmac.ts';

const Body = z.object({ token: z.string(), appId: z.string(), userId: z.string() });

const apiVersions = ['2022-06-01', '2022-10-01', '2023-10-01', '2025-06-30'];

/** ACS's error form. */
class AcsError extends Error {
  override readonly name = 'AcsError';
  readonly status: ContentfulStatusCode;
  readonly code: string;

  constructor(status: ContentfulStatusCode, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface ExchangeDeps {
  readonly accessKey: string;
  readonly acsTokens: AcsTokens;
  readonly verifyAccessToken: VerifyAccessToken;
  readonly now: () => number;
}

/**
 * `POST /teamsUser/:exchangeAccessToken`: an Entra access token of a Teams user (artifact 1) for an ACS access token
 * (artifact 4), for a caller who holds the resource's key (artifact 3) or has a role on the resource.
 * @see https://learn.microsoft.com/rest/api/communication/identity/communication-identity/exchange-teams-user-access-token
 */
export function exchangeRoutes({
  accessKey,
  acsTokens,
  verifyAccessToken,
  now,
}: ExchangeDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.onError((error, c) => {
    if (!(error instanceof AcsError)) throw error;
    return c.json({ error: { code: error.code, message: error.message } }, error.status);
  });

  /** May this caller exchange tokens with this resource? */
  async function authenticate(c: Context<EmulatorEnv>, body: Uint8Array): Promise<void> {
    const { method = '', url: target = '', headers } = c.env.incoming;
    const authorization = c.req.header('authorization');
    const token = bearerToken(authorization);
    if (token) {
      const claims = await verifyAccessToken(token, controlPlane.audience);
      if (claims?.tid !== acsResource.tid)
        throw new AcsError(401, 'Denied', 'Denied by the resource provider.');
      return;
    }
    const signed = {
      method,
      target,
      host: headers.host ?? '',
      body,
      authorization,
      date: c.req.header('x-ms-date'),
      contentHash: c.req.header('x-ms-content-sha256'),
    };
    if (!verifyHmac(signed, accessKey, now())) {
      throw new AcsError(401, 'Denied', 'Denied by the resource provider.');
    }
  }

  /** Whose token is it, does it say what the caller says, and may that person use Teams? */
  async function readTeamsUser(body: Uint8Array): Promise<{ person: Person; expiresOn: Date }> {
    let json: unknown;
    try {
      json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    } catch {
      throw new AcsError(400, 'BadRequest', 'The request body is not JSON.');
    }
    const read = Body.safeParse(json);
    if (!read.success) throw new AcsError(400, 'BadRequest', 'The request needs token, appId and userId.');
    const { token, appId, userId } = read.data;
    const claims = await verifyAccessToken(token, teams.audience);
    const person = claims && findPerson(claims.oid);
    if (!person || !claims.scp?.split(' ').includes('Teams.ManageCalls')) {
      throw new AcsError(401, 'InvalidAccessToken', 'Provided access token is not valid.');
    }
    // 400, not 401: so Microsoft's own live tests of the identity clients expect it.
    if (claims.appid !== appId.toLowerCase() || claims.oid !== userId.toLowerCase()) {
      throw new AcsError(400, 'BadRequest', 'appId and userId do not match the claims of the access token.');
    }
    if (!person.teamsLicence) {
      throw new AcsError(403, 'Forbidden', 'The user does not have an eligible Teams license.');
    }
    return { person, expiresOn: new Date(claims.exp * 1000) };
  }

  app.use('/teamsUser/*', crossOrigin);
  // In hono's patterns a colon begins a parameter, and this path has a real one.
  app.post('/teamsUser/:action', async (c, next) => {
    if (c.req.param('action') !== ':exchangeAccessToken') return next();
    const body = new Uint8Array(await c.req.arrayBuffer());
    await authenticate(c, body);
    if (!apiVersions.includes(c.req.query('api-version') ?? '')) {
      throw new AcsError(400, 'UnsupportedApiVersion', `Supported API versions: ${apiVersions.join(', ')}.`);
    }
    const { person, expiresOn } = await readTeamsUser(body);
    const issued = await acsTokens.issue(person, acsResource.id, expiresOn);
    return c.json({ token: issued.token, expiresOn: issued.expiresOn.toISOString().replace('Z', '+00:00') });
  });
  return app;
}
