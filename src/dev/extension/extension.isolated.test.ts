import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contosoClientId, fabrikamClientId, personOf, signIn } from '../../emulator/testing/signIn.ts';
import { setUpEmulator } from '../../emulator/testing/withEmulator.ts';
import { sendJson, startStub } from '../../server/fixtures/stub.ts';
import { createTestFolder } from '../../server/fixtures/testFolder.ts';
import type { Config } from '../../web/config/schema.ts';
import { runExtension } from './runExtension.ts';

const harness = setUpEmulator();
const [alice, dave] = [personOf('alice@fabrikam.example'), personOf('dave@fabrikam.example')];
const erin = personOf('erin@contoso.example');
const hotline = '5e000000-0000-4000-8000-0000000000e5';
const newAccount = '11111111-2222-4333-8444-555555555555';
const tenant = ['--tenant', alice.tid];

/** No program of this machine may answer instead of the test: `az` least of all. */
const { PATH } = process.env;
beforeEach(() => void (process.env['PATH'] = createTestFolder()));
afterEach(() => {
  process.env['PATH'] = PATH;
  delete process.env['IDENTITY_ENDPOINT'];
  delete process.env['IDENTITY_HEADER'];
});

/** Runs a command. @returns its exit code, and what it printed, which never contains a secret. */
async function run(commandLine: readonly string[], env: Record<string, string> = createKeyEnv()) {
  const lines: string[] = [];
  const faults: string[] = [];
  const code = await runExtension(commandLine, {
    env,
    print: (line) => lines.push(line),
    printFault: (text) => faults.push(text),
  });
  const secrets = [env['ACS_CONNECTION_STRING']?.split('accesskey=')[1], env['AZURE_CLIENT_SECRET']];
  for (const secret of secrets) if (secret) expect([...lines, ...faults].join('\n')).not.toContain(secret);
  return { code, lines, faults };
}
const createKeyEnv = () => ({ ACS_CONNECTION_STRING: harness.emulator.connectionString });
const createIdentityEnv = () => ({ ACS_ENDPOINT: harness.emulator.url });
/** @returns the result of the command `list`, without the line about the resource. */
const list = async (...ids: string[]) => (await run(['list', ...tenant, ...ids])).lines.slice(1);
const notAssigned = (id: string) => `${id}: not assigned at this resource in the tenant ${alice.tid}`;

test('assign, list and remove change the assignments of several people, whose ids may have upper case', async () => {
  const clientIds = [fabrikamClientId, contosoClientId];
  const options = [...tenant, ...clientIds.flatMap((id) => ['--client-id', id])];
  const text = `person, for the application ${clientIds.join(', ')}`;
  expect(await list(dave.oid)).toEqual([notAssigned(dave.oid)]);
  const assigned = await run(['assign', ...options, dave.oid.toUpperCase(), alice.oid, dave.oid]);
  expect(assigned).toEqual({
    code: 0,
    lines: [
      `ACS resource ${new URL(harness.emulator.url).host}, tenant ${alice.tid}`,
      `${dave.oid}: assigned as ${text}`,
      `${alice.oid}: was assigned already, now as ${text}`,
    ],
    faults: [],
  });
  expect(await list(dave.oid, alice.oid)).toEqual([`${dave.oid}: ${text}`, `${alice.oid}: ${text}`]);
  const removed = await run(['remove', ...tenant, dave.oid, alice.oid]);
  expect(removed.code).toBe(0);
  expect(removed.lines.slice(1)).toEqual([`${dave.oid}: removed`, `${alice.oid}: removed`]);
  expect(await list(dave.oid)).toEqual([notAssigned(dave.oid)]);
});

test('an id without an assignment does not stop the others, and the exit code tells of it', async () => {
  for (const command of ['list', 'remove']) {
    const { code, lines, faults } = await run([command, ...tenant, newAccount, hotline]);
    const result = command === 'list' ? 'resource account' : 'removed';
    expect([code, lines.slice(1), faults]).toEqual([
      1,
      [notAssigned(newAccount), `${hotline}: ${result}`],
      [],
    ]);
  }
});

/** Writes a `config.json`. @returns its path */
function writeConfig(tokenSource?: Config['tokenSource'], entraTenant = alice.tid): string {
  const path = join(createTestFolder(), 'config.json');
  const config: Config = {
    entra: { clientId: fabrikamClientId, tenant: entraTenant },
    tokenSource: tokenSource ?? {
      kind: 'teamsExtension',
      endpoint: 'https://fabrikam.communication.azure.com',
      resourceAccounts: [
        { id: hotline, name: 'Hotline', number: '+14255550150' },
        { id: newAccount, name: 'New', number: '+14255550159' },
      ],
    },
    graph: { endpoint: 'https://graph.microsoft.com/v1.0' },
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

test('list and assign --resource-accounts take the resource accounts and the tenant of a config.json', async () => {
  const config = ['--config', writeConfig()];
  const labels = [`${hotline} (Hotline, +14255550150)`, `${newAccount} (New, +14255550159)`];
  const assigned = await run(['assign', '--resource-accounts', ...config]);
  expect([assigned.code, assigned.lines.slice(1)]).toEqual([
    0,
    [
      `${labels[0]}: was assigned already, now as resource account`,
      `${labels[1]}: assigned as resource account`,
    ],
  ]);
  // An id that the file has too is read once.
  const listed = await run(['list', ...config, hotline.toUpperCase(), alice.oid]);
  expect(listed.lines.slice(1)).toEqual([
    ...labels.map((label) => `${label}: resource account`),
    `${alice.oid}: person, for the application ${fabrikamClientId}, ${contosoClientId}`,
  ]);
  // No command removes what was not named, and nobody becomes a person by mistake.
  expect(await run(['remove', ...config])).toMatchObject({
    code: 2,
    faults: ['Name at least one object id.'],
  });
  const people = await run(['assign', ...config, '--client-id', fabrikamClientId, dave.oid]);
  expect(people.lines).toHaveLength(2);
});

test.each([
  [
    'assign',
    ['--client-id', fabrikamClientId],
    `PUT {} {"principalType":"user","clientIds":["${fabrikamClientId}"]}`,
  ],
  ['assign', ['--resource-accounts'], 'PUT {} {"principalType":"teamsResourceAccount"}'],
  ['list', [], 'GET {}'],
  ['remove', [], 'DELETE {}'],
])('%s %j --dry-run shows the requests, and sends nothing', async (command, options, expected) => {
  const acs = await startStub((_request, response) => sendJson(response, {}));
  const key = harness.emulator.connectionString.split(';')[1] ?? '';
  const env = { ACS_CONNECTION_STRING: `endpoint=${acs.url};${key}` };
  const commandLine = [command, '--dry-run', ...tenant, ...options, dave.oid];
  const { code, lines } = await run(commandLine, env);
  await acs.close();
  const url = `${acs.url}/access/teamsExtension/tenants/${alice.tid}/assignments/${dave.oid}?api-version=2025-06-30`;
  expect([code, acs.requests, lines.slice(1)]).toEqual([
    0,
    [],
    [expected.replace('{}', url), 'Nothing was sent.'],
  ]);
});

test.each<[title: string, prepare: () => void | Promise<void>]>([
  [
    'the managed identity of the host',
    () => {
      process.env['IDENTITY_ENDPOINT'] = `${harness.emulator.url}/emulator/identity/token`;
      process.env['IDENTITY_HEADER'] = harness.emulator.secret;
    },
  ],
  ['the person of az login', () => installAz(alice)],
])('ACS_ENDPOINT uses %s', async (_title, prepare) => {
  await prepare();
  const { code, lines, faults } = await run(['list', ...tenant, hotline], createIdentityEnv());
  expect([code, faults, lines.at(-1)]).toEqual([0, [], `${hotline}: resource account`]);
});
/** Puts a program `az` into the PATH, which prints a token of a person as Azure CLI does. */
async function installAz({ upn, tid }: { upn: string; tid: string }): Promise<void> {
  const scope = 'https://communication.azure.com//.default';
  const { access_token: accessToken } = await signIn({ url: harness.emulator.url, scope }, upn);
  const folder = join(createTestFolder(), 'bin');
  mkdirSync(folder);
  const expires_on = Math.floor(Date.now() / 1000) + 3600;
  const token = JSON.stringify({ accessToken, expires_on, tenant: tid });
  writeFileSync(join(folder, 'az'), `#!/bin/sh\necho '${token}'\n`, { mode: 0o700 });
  process.env['PATH'] = folder;
}

const createWrongKey = () => {
  const [endpoint, key = ''] = harness.emulator.connectionString.split('accesskey=');
  return `${endpoint}accesskey=${key.startsWith('A') ? 'B' : 'A'}${key.slice(1)}`;
};
const createUnreachable = () => harness.emulator.connectionString.replace(/:\d+/, ':9');

/** Each row: what is wrong, the variables, and the sentence about the first of two ids. */
test.each<[title: string, createEnv: () => Promise<Record<string, string>>, sentence: RegExp]>([
  [
    'a wrong access key',
    async () => ({ ACS_CONNECTION_STRING: createWrongKey() }),
    /refused the access key \(401\).*list-key/,
  ],
  [
    'an identity of another tenant',
    async () => {
      await installAz(erin);
      return createIdentityEnv();
    },
    /does not know this identity \(401\).*az login --tenant/,
  ],
  [
    'an identity without the role',
    async () => {
      await installAz(alice);
      await harness.control('POST', 'conditions', { noRole: true });
      return createIdentityEnv();
    },
    /refused this identity \(403\).*"Communication and Email Service Owner"/,
  ],
  [
    'a wrong secret of an identity',
    async () => ({
      ...createIdentityEnv(),
      AZURE_CLIENT_ID: fabrikamClientId,
      AZURE_TENANT_ID: alice.tid,
      AZURE_CLIENT_SECRET: 'top-secret',
      ENTRA_AUTHORITY: harness.emulator.url,
    }),
    /Entra gave no token \(\w+Error\): run `az login/,
  ],
  [
    'an unreachable address',
    async () => ({ ACS_CONNECTION_STRING: createUnreachable() }),
    /^\S+ localhost:9 cannot be reached \(ECONNREFUSED\)/,
  ],
])(
  '%s ends the command in one sentence, and names the ids that were not tried',
  async (_title, createEnv, sentence) => {
    const { code, lines, faults } = await run(['list', ...tenant, hotline, alice.oid], await createEnv());
    expect([code, lines.length, faults[1]]).toEqual([1, 1, `Not tried: ${alice.oid}`]);
    expect(faults[0]).toMatch(sentence);
    expect(faults[0]).toMatch(new RegExp(`^${hotline}: [^\n]+$`));
  },
);

test.each<[status: number, answer: unknown, sentence: RegExp, isLastTried: boolean]>([
  [503, {}, /is overloaded or has a fault \(503\): try again later/, false],
  [429, {}, /is overloaded or has a fault \(429\)/, false],
  [
    400,
    { error: { code: 'BadRequest', message: 'Not\u001b[2J this.' } },
    /\(400\): BadRequest: Not\?\[2J this\.$/,
    true,
  ],
  [302, 'elsewhere', /refused the request \(302\): without a reason/, false],
  [200, { hello: 'world' }, /answered 200 without an assignment: is it an ACS resource\?/, false],
  [200, 'a page', /answered 200 without an assignment/, false],
  [404, 'a page', /does not know assignments \(404\): is it an ACS resource\?/, false],
])(
  'the answer %i %j becomes one sentence, and shows no secret',
  async (status, answer, sentence, isLastTried) => {
    const acs = await startStub((_request, response) => {
      response.writeHead(status, { location: 'https://elsewhere.example/' });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
    const key = harness.emulator.connectionString.split(';')[1] ?? '';
    const { code, faults } = await run(['list', ...tenant, hotline, alice.oid], {
      ACS_CONNECTION_STRING: `endpoint=${acs.url};${key}`,
    });
    await acs.close();
    expect([code, faults.length, faults[0]]).toEqual([1, 2, expect.stringMatching(sentence)]);
    expect(faults[1]?.startsWith(isLastTried ? alice.oid : 'Not tried: ')).toBe(true);
  },
);

test('a 404 while assigning is not read as a missing assignment', async () => {
  const acs = await startStub((_request, response) => sendJson(response, { error: {} }, 404));
  const key = harness.emulator.connectionString.split(';')[1] ?? '';
  const env = { ACS_CONNECTION_STRING: `endpoint=${acs.url};${key}` };
  const { code, lines, faults } = await run(['assign', ...tenant, '--resource-accounts', hotline], env);
  await acs.close();
  expect([code, lines.length]).toEqual([1, 1]);
  expect(faults[0]).toMatch(/does not know assignments \(404\)/);
});

const needsKind = 'assign needs either --client-id, for people, or --resource-accounts.';
const resource = { kind: 'resource', endpoint: 'https://fabrikam.communication.azure.com' } as const;
/** Each row: a command line, and the sentences that it prints before anything is sent. */
test.each<[commandLine: () => string[], faults: readonly (string | RegExp)[]]>([
  [() => [], [/^The command is missing\.$/]],
  [() => ['add', hotline], [/^There is no command add\.$/]],
  [() => ['list', '--all', ...tenant], [/^Unknown option '--all'\. `npm run extension -- --help`/]],
  [() => ['list', hotline, '--tenant'], [/^Option '--tenant <value>' argument missing/]],
  [() => ['list', hotline], [/^--tenant needs the id of a tenant; `az account show/]],
  [() => ['list', ...tenant], ['Name at least one object id.']],
  [() => ['assign', ...tenant, hotline], [needsKind]],
  [() => ['assign', ...tenant, hotline, '--resource-accounts', '--client-id', fabrikamClientId], [needsKind]],
  [
    () => ['remove', ...tenant, hotline, '--resource-accounts'],
    ['Only assign takes --client-id and --resource-accounts.'],
  ],
  [
    () => ['assign', '--tenant', 'fabrikam.example', '--client-id', 'phone', alice.upn, 'alice'],
    [
      /^alice@fabrikam\.example is not an object id; for a person, `az ad user show --id alice@fabrikam\.example --query id -o tsv` prints it\.$/,
      /^alice is not an object id.*--id <sign-in name>/,
      '--client-id needs the id of an application, not phone.',
      /^--tenant needs/,
    ],
  ],
  [
    () => ['list', '--config', writeConfig(), '--tenant', erin.tid],
    [`Wrong tenant: the app signs people in at ${alice.tid}, not at ${erin.tid}.`],
  ],
  [() => ['list', '--config', writeConfig(undefined, 'organizations')], [/^--tenant needs/]],
  [
    () => ['list', '--config', writeConfig(resource)],
    [/has no resource accounts, because its kind is resource/],
  ],
  [() => ['list', '--config', '/no/such/file'], ['/no/such/file cannot be read.']],
  [() => ['list', '--config', import.meta.filename], [`${import.meta.filename} is not JSON.`]],
  [
    () => ['list', '--config', writeConfig(undefined, 'fabrikam.example')],
    [
      /config\.json: entra\.tenant is "fabrikam\.example", expected a tenant id \(GUID\) or "organizations"\.$/,
    ],
  ],
])(
  'a wrong command line or file (row %#) is answered by sentences, and the exit code 2',
  async (commandLine, faults) => {
    const result = await run(commandLine());
    expect([result.code, result.lines]).toEqual([2, []]);
    // The usage follows after a sentence about the command.
    const sentences = result.faults.join('\n').split('\n\nnpm run extension --')[0]?.split('\n');
    expect(sentences).toEqual(
      faults.map((fault) => (typeof fault === 'string' ? fault : expect.stringMatching(fault))),
    );
  },
);

test.each<[env: () => Record<string, string>, sentence: RegExp]>([
  [() => ({}), /^ACS_CONNECTION_STRING: found nothing/],
  [
    () => ({
      ACS_CONNECTION_STRING: 'endpoint=https://fabrikam.communication.azure.com/;accesskey=top-secret',
    }),
    /^ACS_CONNECTION_STRING: found a value of another form \(not shown\)/,
  ],
  [
    () => ({ ACS_ENDPOINTS: 'https://one.communication.azure.com,https://two.communication.azure.com' }),
    /^The settings name several ACS resources, but an assignment is for one/,
  ],
  [() => ({ ...createKeyEnv(), ENTRA_AUTHORITY: 'nowhere' }), /^ENTRA_AUTHORITY: found/],
])('a wrong setting (row %#) is answered by a sentence, and the exit code 2', async (createEnv, sentence) => {
  const { code, faults } = await run(['list', ...tenant, hotline], createEnv());
  expect([code, faults]).toEqual([2, [expect.stringMatching(sentence)]]);
});

test('--help prints how to use the command', async () => {
  const { code, lines } = await run(['--help'], {});
  expect([code, lines.length]).toEqual([0, 1]);
  for (const word of ['assign', 'list', 'remove', 'ACS cannot list all', '--dry-run'])
    expect(lines[0]).toContain(word);
});
