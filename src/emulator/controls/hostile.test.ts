import { beforeEach, expect, test } from 'vitest';
import { addScenarioRoutes } from '../scenarios/scenarioRoutes.ts';
import type { ScenarioDeps } from '../scenarios/scenario.ts';
import { createControlRoutes } from './controls.ts';
import type { ControlState } from './controlState.ts';
import type { State } from './views.ts';
import { requestStatus as requestStatusAt } from '../testing/rawRequest.ts';
import { alice, bob, setUpEmulatorWithCalls } from '../testing/withCalls.ts';

const harness = setUpEmulatorWithCalls();
/** An origin that the emulator accepts. */
const origin = 'http://localhost:5173';

/**
 * All routes of the controls, with `x` in place of each parameter of a path. The dependencies do not matter, because these
 * routes are only listed.
 */
const routes = createControlRoutes({ secret: 'x' } as ControlState, (app) =>
  addScenarioRoutes(app, {} as ScenarioDeps),
)
  .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/emulator/'))
  .map(({ method, path }) => ({ method, path: path.replaceAll(/:\w+/g, 'x') }));

const requestStatus = (method: string, path: string, headers: Record<string, string>, body = '') =>
  requestStatusAt(harness.emulator.port, { method, path, headers, body });
const readHost = () => `localhost:${harness.emulator.port}`;

test('every control refuses requests without the secret, from a foreign origin, and with a foreign Host', async () => {
  const secretHeader = { 'x-emulator-secret': harness.emulator.secret };
  const before = await harness.controlJson<State>('GET', 'state');
  expect(routes.length).toBeGreaterThan(20);
  for (const { method, path } of [...routes, { method: 'GET', path: '/emulator/nothing-here' }]) {
    const requestWith = (headers: Record<string, string>) => requestStatus(method, path, headers);
    // The second argument of `expect` names the route in the report of a failure.
    const route = `${method} ${path}`;
    const host = readHost();
    expect(await requestWith({ host }), route).toBe(401);
    for (const secret of ['x', `${harness.emulator.secret}x`])
      expect(await requestWith({ host, 'x-emulator-secret': secret }), route).toBe(401);
    for (const foreignOrigin of ['http://evil.example', 'null'])
      expect(await requestWith({ host, origin: foreignOrigin, ...secretHeader }), route).toBe(403);
    expect(await requestWith({ host: 'evil.example', ...secretHeader }), route).toBe(421);
  }
  expect(await harness.controlJson<State>('GET', 'state')).toEqual(before);
});

test('pages of accepted origins can use controls if a header has the secret, and no answer contains the secret', async () => {
  const { url, secret } = harness.emulator;
  const headers = { origin, 'x-emulator-secret': secret };
  const response = await fetch(`${url}/emulator/state`, { headers });
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.text()).not.toContain(secret);
  expect((await fetch(`${url}/emulator/state?x-emulator-secret=${secret}`)).status).toBe(401);
});

test('the page of controls contains no secret, allows no frame, and cannot be read by other origins', async () => {
  const response = await fetch(`${harness.emulator.url}/emulator`, { headers: { origin } });
  expect(response.status).toBe(200);
  const policy = response.headers.get('content-security-policy') ?? '';
  for (const name of ['default-src', 'frame-ancestors', 'base-uri'])
    expect(policy).toContain(`${name} 'none'`);
  expect(policy).not.toContain('unsafe');
  for (const name of ['cross-origin-resource-policy', 'cross-origin-opener-policy'])
    expect(response.headers.get(name)).toBe('same-origin');
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(await response.text()).not.toContain(harness.emulator.secret);
  const script = await fetch(`${harness.emulator.url}/controls.js`, { headers: { origin } });
  expect(script.headers.get('access-control-allow-origin')).toBeNull();
});

const longText = 'x'.repeat(400);
const deeplyNestedValue: unknown = JSON.parse('['.repeat(500) + ']'.repeat(500));
/** Requests, each with the status of its answer. Not even the request with the status 200 changes the state. */
const hostileRequests: readonly [method: string, path: string, body: unknown, status: number][] = [
  ['POST', 'act', undefined, 400],
  ['POST', 'act', 'ring', 400],
  ['POST', 'act', { act: 'ring', to: alice }, 400],
  ['POST', 'act', { as: bob, act: 'sudo' }, 400],
  ['POST', 'sign', { header: {}, claims: { deeplyNestedValue } }, 400],
  ['POST', 'act', { as: longText, act: 'ring', to: alice }, 400],
  ['POST', 'act', { as: bob, act: 'ring' }, 400],
  ['POST', 'act', { as: bob, act: 'ring', to: Array.from({ length: 351 }, () => alice) }, 400],
  ['POST', 'act', { as: bob, act: 'ring', to: 'nobody' }, 404],
  ['POST', 'act', { as: 'nobody', act: 'ring', to: alice }, 404],
  ['POST', 'act', { as: bob, act: 'ring', to: alice, more: true }, 400],
  ['POST', 'act', { as: bob, act: 'ring', to: alice, giveUpAfterMs: -1 }, 400],
  ['POST', 'act', { as: bob, act: 'join', meeting: 'https://evil.example/meet/1' }, 400],
  ['POST', 'act', { as: bob, act: 'join', meeting: { meetingId: '999999999999' } }, 200],
  ['POST', 'act', { as: bob, act: 'mute' }, 409],
  ['POST', 'act', { as: bob, act: 'leave', call: 'x' }, 404],
  ['POST', 'act', { as: bob, act: 'feature', feature: '../x', what: 1 }, 400],
  ['POST', 'agents', { user: 'nobody' }, 404],
  ['POST', 'agents', { user: bob, answer: 'perhaps' }, 400],
  ['POST', 'agents/drop', { code: 1006 }, 400],
  ['DELETE', 'agents/x', undefined, 404],
  ['DELETE', 'calls/x', undefined, 404],
  ['POST', 'crowd', { count: 351, meeting: '19:meeting_TownHall@thread.v2' }, 400],
  ['POST', 'crowd', { count: 3 }, 400],
  ['POST', 'crowd', { count: 3, call: 'x' }, 404],
  ['POST', 'crowd', { count: 3, user: bob }, 409],
  ['POST', 'crowd', { count: 3, meeting: { meetingId: '201000000003', passcode: 'wrong' } }, 404],
  ['POST', 'clock', { advanceMs: -1 }, 400],
  ['POST', 'conditions', { user: bob, media: 'gone' }, 400],
  ['POST', 'conditions', { delaySignallingMs: 1e9, refuseSignalling: 1006 }, 400],
  ['POST', 'conditions', { user: 'nobody', mfa: true }, 404],
  ['POST', 'conditions', { agentDisconnect: { user: 'nobody' } }, 404],
  ['POST', 'conditions', { agentDisconnect: { user: alice, reason: 'bored' } }, 400],
  ['POST', 'conditions', { agentDisconnect: { user: alice }, noLicense: true }, 400],
  ['POST', 'conditions', JSON.parse('{"__proto__":{"mfa":true},"constructor":1}'), 400],
  ['POST', 'scenarios/being-called', { user: 'echo@fabrikam.example' }, 400],
  ['POST', 'scenarios/being-called', { user: 'nobody' }, 404],
  ['POST', 'scenarios/being-called', {}, 400],
  ['POST', 'scenarios/toString', { user: bob }, 404],
  ['POST', 'revoke', { user: 'nobody' }, 404],
  ['POST', 'sign', { header: [], claims: {} }, 400],
];

beforeEach(() => harness.connectClient(alice));

test('controls refuse wrong types, large counts and unknown users with a reason, and change nothing', async () => {
  const before = await harness.controlJson<State>('GET', 'state');
  for (const [method, path, body, status] of hostileRequests) {
    const response = await harness.control(method, path, body);
    const answer = (await response.json()) as { error?: string };
    expect([path, body, response.status]).toEqual([path, body, status]);
    // A refusal gives its reason in words, and no answer contains a stack trace.
    if (status !== 200) expect(answer.error).toMatch(/\w{3,} .*/);
    expect(JSON.stringify(answer)).not.toMatch(/\bat \S+\.ts|node_modules/);
  }
  expect(await harness.controlJson<State>('GET', 'state')).toEqual(before);
});

test('controls refuse a body that is not JSON, is nested too deeply, or is too long', async () => {
  const headers = { host: readHost(), 'x-emulator-secret': harness.emulator.secret };
  const post = (body: string) =>
    requestStatus('POST', '/emulator/act', { ...headers, 'content-length': String(body.length) }, body);
  expect(await post('{')).toBe(400);
  expect(await post('['.repeat(10_000) + ']'.repeat(10_000))).toBe(400);
  expect(await post(`"${'x'.repeat(64 * 1024)}"`)).toBe(413);
});
