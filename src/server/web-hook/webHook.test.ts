import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { oid, tenant } from '../fixtures/entra.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';
import { readFaults } from '../fixtures/settings.ts';
import { startStub, type Stub } from '../fixtures/stub.ts';

const secret = 'a secret of more than thirty-two characters';
const event = {
  switchboard: 1,
  type: 'ended',
  id: `call-1/${oid}/ended`,
  at: '2026-11-30T08:00:00.000Z',
  call: {
    id: 'call-1',
    direction: 'incoming',
    number: '+14255550100',
    name: 'Grüße',
    email: '',
    userId: '',
    queue: '',
    outcome: 'answered',
    seconds: 5,
  },
};

let hook: Stub;
let service: TestService;
const log = vi.fn();
/** What the web hook has received last. */
let received: { headers: NodeJS.Dict<string | string[]>; body: string } | null;
const answer = (status: number, location?: string) => {
  hook.answer = ({ headers }, response, body) => {
    received = { headers, body };
    response.writeHead(status, location ? { location } : {}).end();
  };
};
beforeAll(async () => {
  hook = await startStub(() => {});
  service = await startTestService({ WEB_HOOK_URL: `${hook.url}/calls`, WEB_HOOK_SECRET: secret }, log);
});
afterAll(() => Promise.all([hook.close(), service.close()]));
beforeEach(() => {
  received = null;
  answer(204);
});

async function send(body: unknown, token?: string | null): Promise<Response> {
  const bearer = token === undefined ? await service.entra.sign() : token;
  return fetch(`${service.service.url}/api/call-events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(body),
  });
}

test('the web hook gets the event with the verified user, signed with the time', async () => {
  expect((await send(event)).status).toBe(200);
  expect(JSON.parse(received?.body ?? '')).toEqual({ ...event, user: { oid, tid: tenant } });
  const header = String(received?.headers['switchboard-signature']);
  const [, seconds = '', signature] = /^t=(\d+),v1=([\da-f]{64})$/.exec(header) ?? [];
  expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
  expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${received?.body}`).digest('hex'));
});

test.each<[string, unknown, string | null | undefined, number]>([
  ['without a token', event, null, 401],
  ['with a forged token', event, 'a.b.c', 401],
  ['of another form', { ...event, user: { oid: 'someone' } }, undefined, 400],
  ['of another version', { ...event, switchboard: 2 }, undefined, 400],
  ['of an unknown type', { ...event, type: 'dial' }, undefined, 400],
  [
    'whose id names another user',
    { ...event, id: 'call-1/99999999-2222-4333-8444-555555555555/ended' },
    undefined,
    400,
  ],
  ['whose id names no user', { ...event, id: 'call-1/ended' }, undefined, 400],
  ['of a moment that does not exist', { ...event, at: '2026-13-41T99:99:99.999Z' }, undefined, 400],
  ['with less than no seconds', { ...event, call: { ...event.call, seconds: -1e300 } }, undefined, 400],
  ['with too many seconds', { ...event, call: { ...event.call, seconds: 1e300 } }, undefined, 400],
  ['that is too long', { ...event, call: { ...event.call, note: 'x'.repeat(20_000) } }, undefined, 413],
])('the service refuses an event %s, and tells the web hook nothing', async (_name, body, token, status) => {
  expect((await send(body, token)).status).toBe(status);
  expect(received).toBeNull();
});

const [tryAgain, giveUp] = [
  [502, 'web_hook_failed'],
  [422, 'web_hook_refused'],
] as const;
test.each([
  [500, tryAgain],
  // The stub leads elsewhere. A redirect is not followed.
  [302, tryAgain],
  [408, tryAgain],
  [425, tryAgain],
  [429, tryAgain],
  [400, giveUp],
  [404, giveUp],
  [410, giveUp],
  [499, giveUp],
])(
  'if the web hook answers %i, the app learns whether another attempt may help: %j',
  async (hookStatus, [status, code]) => {
    answer(hookStatus, '/elsewhere');
    hook.requests.length = 0;
    const response = await send(event);
    expect([response.status, await response.json()]).toEqual([
      status,
      { error: { code, requestId: expect.any(String) } },
    ]);
    expect(hook.requests).toEqual(['/calls']);
    // Also with LOG_LEVEL=warn, the operator learns that an event is lost or late.
    expect(log).toHaveBeenLastCalledWith('warn', 'refused', expect.objectContaining({ code }));
  },
);

test('of 10,000 events that name another user, the web hook gets none', async () => {
  const token = await service.entra.sign();
  hook.requests.length = 0;
  const other = '99999999-2222-4333-8444-555555555555';
  for (let sent = 0; sent < 10_000; sent += 100) {
    const batch = Array.from({ length: 100 }, (_, index) =>
      send({ ...event, id: `call-${sent + index}/${other}/ended` }, token),
    );
    for (const response of await Promise.all(batch)) expect(response.status).toBe(400);
  }
  expect(hook.requests).toEqual([]);
  // The limit of events in a minute counts only what the web hook would get.
  expect((await send(event, token)).status).toBe(200);
}, 60_000);

test('a user who sends very many events gets 429, and another user does not', async () => {
  const other = '99999999-2222-4333-8444-555555555555';
  const token = await service.entra.sign({ oid: other });
  const statuses = await Promise.all(
    Array.from(
      { length: 130 },
      async () => (await send({ ...event, id: `call-1/${other}/ended` }, token)).status,
    ),
  );
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  expect((await send(event)).status).toBe(200);
});

test('without the settings there is no such route', async () => {
  const plain = await startTestService();
  const response = await fetch(`${plain.service.url}/api/call-events`, { method: 'POST' });
  await plain.close();
  expect(response.status).toBe(404);
});

test.each<[Record<string, string>, string]>([
  [{ WEB_HOOK_URL: 'http://crm.example/calls', WEB_HOOK_SECRET: secret }, 'WEB_HOOK_URL'],
  [{ WEB_HOOK_URL: 'https://user:pass@crm.example/', WEB_HOOK_SECRET: secret }, 'WEB_HOOK_URL'],
  [
    { WEB_HOOK_URL: 'http://localhost:7000/', WEB_HOOK_SECRET: secret, NODE_ENV: 'production' },
    'WEB_HOOK_URL',
  ],
  [{ WEB_HOOK_SECRET: secret }, 'WEB_HOOK_URL'],
  [{ WEB_HOOK_URL: 'https://crm.example/', WEB_HOOK_SECRET: 'too short' }, 'WEB_HOOK_SECRET'],
  [{ WEB_HOOK_URL: 'https://crm.example/' }, 'WEB_HOOK_SECRET'],
])('the service refuses %j in one sentence that shows no secret', (env, key) => {
  const [fault = '', ...others] = readFaults(env);
  expect(others).toEqual([]);
  expect(fault).toMatch(new RegExp(`^${key}: found `));
  expect(fault).not.toMatch(/user:pass|too short|a secret/);
});
