import { createClient, type RedisClientType } from '@redis/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasRedis, startRedis, type TestRedis } from '../fixtures/redis.ts';
import { sendJson, startStub, type Stub } from '../fixtures/stub.ts';
import { createRedisConnection, type RedisConnection } from './redis.ts';

/**
 * These tests sign in to a real Redis, with Microsoft's client for managed identities. Only the endpoint that gives an identity its
 * tokens is a stub. It tells Redis the tokens, so Redis accepts the object id of the identity with its latest token only.
 */

let redis: TestRedis;
let admin: RedisClientType;
let identityEndpoint: Stub;
let connection: RedisConnection | null = null;
const lines: string[] = [];
/** Leaves out that a connection was closed, because an earlier connection may report it late. */
const log = (_level: string, event: string, fields: object = {}) => {
  if (event !== 'redis_closed') lines.push(JSON.stringify({ event, ...fields }));
};

let lifetimeSeconds = 3600;
/** Object ids for the next tokens. The last one stays. */
let objectIds = ['user-1'];
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Issues a token as the endpoint for a managed identity of App Service does. */
const issueToken: Stub['answer'] = (request, response) => {
  const resource = new URL(request.url ?? '', 'http://a').searchParams.get('resource');
  const oid = (objectIds.length > 1 ? objectIds.shift() : objectIds[0]) ?? '';
  const expiresOn = Math.floor(Date.now() / 1000) + lifetimeSeconds;
  const payload = encode({ oid, exp: expiresOn, n: Math.random() });
  const access_token = `${encode({ alg: 'none' })}.${payload}.signature`;
  const answer = { access_token, expires_on: String(expiresOn), resource, token_type: 'Bearer' };
  const user = ['ACL', 'SETUSER', oid, 'reset', 'on', `>${access_token}`, '~*', '+@all'];
  void admin.sendCommand(user).then(() => sendJson(response, answer));
};

describe.skipIf(!hasRedis)('a service with an identity', () => {
  beforeAll(async () => {
    redis = await startRedis();
    admin = createClient({ url: redis.url });
    await admin.connect();
    identityEndpoint = await startStub(issueToken);
    process.env['IDENTITY_ENDPOINT'] = `${identityEndpoint.url}/token`;
    process.env['IDENTITY_HEADER'] = 'header';
  });
  afterAll(async () => {
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
    admin.destroy();
    await identityEndpoint.close();
    await redis.stop();
  });
  beforeEach(() => {
    lines.length = 0;
    // Microsoft's client uses a cached token only if it is valid for five minutes, so it requests each of these tokens.
    lifetimeSeconds = 60;
    objectIds = ['user-1'];
    identityEndpoint.answer = issueToken;
  });
  afterEach(() => {
    connection?.close();
    connection = null;
  });

  async function connect(): Promise<RedisConnection> {
    const access = { url: redis.url, identity: { kind: 'managed', clientId: null } } as const;
    connection = createRedisConnection(access, 'https://login.microsoftonline.com', log);
    connection.connect();
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(0), 5_000);
    return connection;
  }
  /** @returns id and user of every connection besides that of the test */
  const listConnections = async (): Promise<string[]> => {
    const ownId = await admin.clientId();
    const connections = await admin.clientList();
    return connections.flatMap(({ id, user }) => (id === ownId ? [] : [`${id} ${user}`]));
  };

  test('the service signs in to Redis by its object id and a token for Redis, and sends the next token over the open connection before the first one ends', async () => {
    lifetimeSeconds = 2;
    // Another id shows that Redis has accepted the second token.
    objectIds = ['user-1', 'user-2'];
    await connect();
    const [first] = await listConnections();
    const [id] = first?.split(' ') ?? [];
    expect(first).toBe(`${id} user-1`);
    expect(identityEndpoint.requests.at(-1)).toContain('resource=https%3A%2F%2Fredis.azure.com');
    await vi.waitFor(async () => expect(await listConnections()).toEqual([`${id} user-2`]), {
      timeout: 5_000,
      interval: 100,
    });
    expect(lines).toEqual(['{"event":"redis_ready"}']);
  });

  test('after a lost connection, the service signs in with the present token', async () => {
    const { client } = await connect();
    // Redis would refuse the first token now.
    await admin.sendCommand(['ACL', 'SETUSER', 'user-1', 'resetpass']);
    await admin.sendCommand(['CLIENT', 'KILL', 'USER', 'user-1']);
    const readEvents = () => lines.map((line) => (JSON.parse(line) as { event: string }).event);
    await vi.waitFor(() => expect(readEvents()).toEqual(['redis_ready', 'redis_away', 'redis_ready']), 5_000);
    expect(await client.sendCommand(['ACL', 'WHOAMI'])).toBe('user-1');
  });

  test('the service logs a failed renewal without the token, and keeps the connection', async () => {
    lifetimeSeconds = 2;
    const { client } = await connect();
    identityEndpoint.answer = (_request, response) => sendJson(response, { statusCode: 403 }, 403);
    await vi.waitFor(() => expect(lines.at(-1)).toContain('redis_token_failed'), 8_000);
    expect(lines.join()).not.toMatch(/eyJ/);
    expect(client.isReady).toBe(true);
  });

  test('the log says why, while the identity has no token or Redis refuses it', async () => {
    identityEndpoint.answer = (_request, response) => sendJson(response, { statusCode: 403 }, 403);
    await connect();
    expect(lines).toEqual([expect.stringMatching(/^\{"event":"redis_away","reason":"\w+Error"\}$/)]);
    connection?.close();

    lines.length = 0;
    identityEndpoint.answer = (request, response, body) => {
      issueToken(request, response, body);
      // Azure does so when the identity has no access policy.
      void admin.sendCommand(['ACL', 'SETUSER', 'user-1', 'resetpass']);
    };
    await connect();
    expect(lines).toEqual(['{"event":"redis_away","reason":"WRONGPASS"}']);
    identityEndpoint.answer = issueToken;
    await vi.waitFor(() => expect(lines.at(-1)).toBe('{"event":"redis_ready"}'), 8_000);
  });
});
