import { expect, test } from 'vitest';
import { parseTrace } from '../core/recorder/traceFormat.ts';
import { createTestBrowser } from '../testing/browser.ts';
import { redeemCode, pickAccountAndConsent, readTokens, renewTokens } from '../testing/signIn.ts';
import { alice, bob, connectBobToAlice, setUpEmulatorWithCalls } from '../testing/withCalls.ts';
import { createSdp } from '../testing/sdp.ts';

const harness = setUpEmulatorWithCalls();
const page = '3f1f7b0e-9a50-4a6c-8a0e-0d6a3c1b2f4d';
const readText = async (after = 0) => (await harness.control('GET', `recording/trace?after=${after}`)).text();
const readTrace = async () => parseTrace(await readText(), 'the run');
const setOn = (on: boolean) => harness.controlJson('POST', 'recording', { on });
const sendEntries = (entries: readonly object[], body: object = {}) =>
  fetch(`${harness.emulator.url}/calling/trace`, {
    method: 'POST',
    headers: { origin: 'http://localhost:5173', 'content-type': 'text/plain' },
    body: JSON.stringify({ page, sentAt: 1_000, entries, ...body }),
  });

test('a run with a sign-in, an exchange and a call contains none of its secrets', async () => {
  await setOn(true);
  const { url, secret, connectionString } = harness.emulator;
  const browser = createTestBrowser();
  const answer = await pickAccountAndConsent(browser, { url }, alice);
  const code = answer.get('code') ?? '';
  const tokens = await readTokens(redeemCode({ url }, code));
  const renewed = await readTokens(renewTokens({ url }, tokens.refresh_token));
  const { token } = await harness.controlJson<{ token: string }>('GET', `token?user=${alice}`);
  const { aliceClient, call, bobParticipantId } = await connectBobToAlice(harness);
  const password = '0123456789abcdef01234567';
  const description = { type: 'offer', sdp: createSdp() } as const;
  aliceClient.sendCommand({ t: 'signal', call, to: bobParticipantId, signal: { description } });
  const ticket = '7d8f3b0e-1111-4a6c-8a0e-0d6a3c1b2f4d';
  const target = { id: '8:orgid:c0000000-0000-4000-8000-00000000000c' };
  aliceClient.sendCommand({ t: 'transfer', call, ticket, participant: bobParticipantId, target });
  await aliceClient.ping();
  await sendEntries([
    { at: 900, kind: 'call', name: 'CallClient.createTeamsCallAgent', data: { arguments: [token] } },
  ]);
  const text = await readText();
  const { frames } = aliceClient;
  const endpointSecret = frames.flatMap((frame) => (frame.t === 'welcome' ? [frame.secret] : []));
  const accessKey = /accesskey=(.+)$/.exec(connectionString)?.[1] ?? '';
  const secrets = {
    secret,
    accessKey,
    code,
    token,
    ticket,
    password,
    endpointSecret: endpointSecret[0] ?? '',
    access: tokens.access_token,
    refresh: tokens.refresh_token,
    id: tokens.id_token,
    renewedAccess: renewed.access_token,
    renewedRefresh: renewed.refresh_token,
  };
  for (const [name, value] of Object.entries(secrets)) {
    expect(value.length, name).toBeGreaterThan(8);
    expect(text.includes(value), `${name} is in the trace`).toBe(false);
    // Nor the parts of a token, of which the middle one says who has it.
    for (const part of value.split('.')) expect(part.length > 20 && text.includes(part), name).toBe(false);
  }
  expect(text).toContain('offer');
});

test('the lanes of a run: each participant has one, with the frames, the HTTP exchanges and what the page sends', async () => {
  await setOn(true);
  const { aliceClient } = await connectBobToAlice(harness);
  aliceClient.sendCommand({
    t: 'leave',
    call: aliceClient.events.find(({ t }) => t === 'incoming')?.call ?? '',
    everyone: false,
  });
  await aliceClient.ping();
  const { lanes, entries } = await readTrace();
  expect(lanes.map(({ name }) => name).sort()).toEqual([
    'Alice Archer',
    'Bob Baker',
    'The test and its controls',
  ]);
  const idOf = (name: string) => lanes.find((lane) => lane.name === name)?.id;
  const framesOf = (name: string) =>
    entries.filter(({ lane, kind }) => lane === idOf(name) && kind === 'frame');
  const [aliceFrames, bobFrames] = [framesOf('Alice Archer'), framesOf('Bob Baker')].map((frames) =>
    frames.map(({ way, name, detail }) => [way, name, detail].filter(Boolean).join(' ')),
  );
  expect(aliceFrames).toEqual(
    expect.arrayContaining([
      'up hello',
      'down welcome',
      'down incoming from Bob Baker',
      'up accept',
      'up leave',
    ]),
  );
  expect(bobFrames).toEqual(expect.arrayContaining(['up start', 'down participant Alice Archer Joined']));
  const controls = entries.filter(({ lane }) => lane === idOf('The test and its controls'));
  expect(controls.map(({ name, detail }) => `${name} ${detail}`)).toContain('POST /emulator/act ring 200');
});

test('a page’s entries stand in its person’s lane in the order in which they happened, whatever the page’s clock says', async () => {
  await setOn(true);
  const entry = (name: string, at: number) => ({ at, kind: 'event', name, way: 'down' });
  expect(await (await sendEntries([entry('first', 990), entry('second', 995)])).json()).toEqual({
    recording: true,
  });
  // A test has moved the page's clock by a day between these two.
  await sendEntries([entry('third', 1_000), entry('fourth', 86_400_000)], { sentAt: 86_400_001 });
  const { entries } = await readTrace();
  const own = entries.filter(({ kind }) => kind === 'event');
  expect(own.map(({ name }) => name)).toEqual(['first', 'second', 'third', 'fourth']);
  expect((own.at(-1)?.at ?? 0) - (own[0]?.at ?? 0)).toBeLessThan(20_000);
});

test('the recorder is off until it is switched on, and a reset begins another trace', async () => {
  await connectBobToAlice(harness);
  expect(await (await sendEntries([{ at: 1, kind: 'call', name: 'x' }])).json()).toEqual({
    recording: false,
  });
  expect((await readTrace()).entries).toEqual([]);
  expect(await harness.controlJson('GET', 'recording')).toMatchObject({ on: false, lines: 0, forgotten: 0 });
  await setOn(true);
  await harness.runAction(bob, 'ring', { to: alice, media: 'silent' });
  expect((await readTrace()).entries.length).toBeGreaterThan(2);
  await harness.control('POST', 'reset');
  expect((await readTrace()).entries.map(({ name }) => name)).toEqual([]);
  const { lines } = await harness.controlJson<{ lines: number }>('GET', 'recording');
  expect((await readText(lines)).trim().split('\n')).toHaveLength(1);
});

test('the emulator remembers the latest times of 1,000 pages, however many send entries', async () => {
  await setOn(true);
  await sendEntries([{ at: 1_000, kind: 'call', name: 'first' }]);
  for (let sent = 0; sent < 1_000; sent += 1)
    await sendEntries([{ at: 1_000, kind: 'call', name: 'other' }], { page: crypto.randomUUID() });
  // An entry is never earlier than the page's former one, unless the emulator has forgotten that.
  await sendEntries([{ at: 0, kind: 'call', name: 'second' }], { sentAt: 60_000 });
  const { entries } = await readTrace();
  const timeOf = (wanted: string) => entries.find(({ name }) => name === wanted)?.at ?? NaN;
  expect(timeOf('second')).toBeLessThan(timeOf('first'));
});

test('pages that are connected learn when the recorder is switched on and off', async () => {
  const client = await harness.connectClient(alice);
  await setOn(true);
  await client.waitFor(({ frames }) => frames.find((frame) => frame.t === 'recording' && frame.on));
  await setOn(false);
  await client.waitFor(({ frames }) => frames.find((frame) => frame.t === 'recording' && !frame.on));
});

test.each([
  ['not JSON', 'hello'],
  ['another page', { page: 'me' }],
  ['an unknown kind', { entries: [{ at: 1, kind: 'thought', name: 'x' }] }],
])('a page’s entries are refused: %s', async (_name, body) => {
  await setOn(true);
  const response =
    typeof body === 'string'
      ? await fetch(`${harness.emulator.url}/calling/trace`, { method: 'POST', body })
      : await sendEntries([], body);
  expect(response.status).toBe(400);
});
