import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { startEmulator, type EmulatorOptions } from '../emulator.ts';
import { contosoClientId, personOf } from '../testing/signIn.ts';
import { json, signInToGraph } from '../testing/signInToGraph.ts';
import type { StateFile } from './stateFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'emulator-state-'));
afterAll(() => rmSync(folder, { recursive: true }));

const alice = personOf('alice@fabrikam.example').oid;
/** The ACS user with the custom id `ann`. */
const ann = '8:acs:ac500000-0000-4000-8000-0000000000ac_bbec1d07-7d2f-5c39-89d6-d87a68916759';
const dave = personOf('dave@fabrikam.example').oid;

async function start(options: EmulatorOptions = {}) {
  const emulator = await startEmulator({ secret: 'secret', ...options });
  onTestFinished(() => emulator.stop());
  const request = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${emulator.url}/emulator/${path}`, {
      method,
      headers: { 'x-emulator-secret': 'secret', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const exportState = async () => (await request('GET', 'export')).body as unknown as StateFile;
  return { emulator, request, exportState };
}

/** Changes each part of the state, as developers and tests do. @returns the path of the chat. */
async function changeEverything({ emulator, request }: Awaited<ReturnType<typeof start>>): Promise<string> {
  const graph = await signInToGraph({ emulator }, 'alice@fabrikam.example');
  const member = {
    roles: ['owner'],
    'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${alice}')`,
  };
  const chat = await json(
    graph('/chats', { method: 'POST', body: { chatType: 'group', members: [member] } }),
  );
  const chatPath = `/chats/${encodeURIComponent(String(chat['id']))}`;
  await graph(`${chatPath}/messages`, { method: 'POST', body: { body: { content: 'Good morning.' } } });
  const { userId } = (await request('GET', 'token?acsUser=ann')).body;
  for (const [path, body] of [
    ['conditions', { user: alice, noLicence: true }],
    ['conditions', { user: userId, delayExchangeMs: 1 }],
    ['assignments', { principal: 'dave@fabrikam.example' }],
    ['contact-centre/settings', { wrapUpSeconds: 7 }],
    ['clock', { advanceMs: 60_000 }],
  ] as const)
    expect((await request('POST', path, body)).status).toBeLessThan(300);
  return chatPath;
}

test('an export has what was changed, and the next emulator starts with it, also after a reset', async () => {
  const path = join(folder, 'state.json');
  const first = await start({ consent: 'everything', exportFile: path });
  const chatPath = await changeEverything(first);
  await first.emulator.stop();
  const { state } = JSON.parse(readFileSync(path, 'utf8')) as StateFile;
  expect(state).toMatchObject({
    conditions: { [alice]: { noLicence: true }, [ann]: { delayExchangeMs: 1 } },
    acsUsers: [{ id: ann, customId: 'ann' }],
    assignments: expect.arrayContaining([expect.objectContaining({ objectId: dave })]),
    consents: {
      [`${alice} ${contosoClientId}`]: expect.arrayContaining([expect.stringContaining('Chat.Create')]),
    },
    chats: [{ memberIds: [alice], messages: [{ body: { content: 'Good morning.' } }] }],
    contactCentre: { wrapUpSeconds: 7 },
    aheadMs: 60_000,
  });

  const second = await start({ consent: 'everything', importFile: path });
  for (const step of ['the start', 'a reset']) {
    if (step === 'a reset') await second.request('POST', 'reset');
    expect((await second.exportState()).state, step).toEqual(state);
  }
  const graph = await signInToGraph(second, 'alice@fabrikam.example');
  expect(await json(graph(`${chatPath}/messages`))).toMatchObject({ '@odata.count': 1 });
});

test('an import by HTTP replaces the state until the next reset', async () => {
  const first = await start({ consent: 'everything' });
  await changeEverything(first);
  const exported = await first.exportState();
  const second = await start();
  const initial = await second.exportState();
  await second.request('POST', 'conditions', { mfa: true });
  // Larger than the other routes take.
  exported.state.chats[0]?.messages.push({ id: '1', body: { content: 'x'.repeat(70_000) } });
  expect(await second.request('POST', 'import', exported)).toEqual({ status: 200, body: { imported: true } });
  expect((await second.exportState()).state).toEqual(exported.state);
  await second.request('POST', 'reset');
  expect((await second.exportState()).state).toEqual(initial.state);
});

test('an export that cannot be used gets one sentence, and changes nothing', async () => {
  const { request, exportState } = await start();
  const exported = await exportState();
  const { state } = exported;
  // An export of 0.3.0 has no ACS users.
  const { acsUsers: _, ...olderState } = state;
  const older = await request('POST', 'import', { ...exported, state: olderState });
  expect(older.body).toEqual({ imported: true });
  const faults = [
    [{ ...exported, version: 2 }, 'is an export of version 2, but this emulator'],
    [{ state }, 'The body is not an export of acs-calling-emulator.'],
    [{ ...exported, state: { ...state, aheadMs: -1 } }, 'The body is damaged: state.aheadMs: '],
    [{ ...exported, state: { ...state, conditions: { nobody: {} } } }, 'knows nobody with the id nobody.'],
    [
      { ...exported, state: { ...state, acsUsers: [{ id: '8:acs:other_ann' }] } },
      'knows nobody with the id 8:acs:other_ann.',
    ],
  ] as const;
  for (const [body, sentence] of faults)
    expect(await request('POST', 'import', body)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(sentence) },
    });
  expect((await exportState()).state).toEqual(state);
});

test('the emulator does not start with a file that is missing or damaged', async () => {
  const path = join(folder, 'damaged.json');
  writeFileSync(path, '{"format":');
  await expect(startEmulator({ importFile: path })).rejects.toThrow(`${path} is damaged: it is not JSON.`);
  await expect(startEmulator({ importFile: `${path}.missing` })).rejects.toThrow('--import cannot read');
});
