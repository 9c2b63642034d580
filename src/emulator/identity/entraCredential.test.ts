import { once } from 'node:events';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { extensionScopes } from '../../contract/teamsPermissions.ts';
import { createSelfSignedCertificate } from '../../server/fixtures/selfSignedCertificate.ts';
import { startEmulator, type RunningEmulator } from '../emulator.ts';
import { fabrikamClientId, personOf, readTokens, renewTokens, signIn } from '../testing/signIn.ts';
import { TestClient } from '../testing/testClient.ts';

// How Microsoft's credential behaves with its Entra options, against the emulator: it gets and renews the tokens of an agent, but
// has traps, each of which is a test here. `docs/decisions/sign-in.md` says what follows for the app.

const alice = personOf('alice@fabrikam.example');
const minutes = (count: number) => count * 60_000;

let emulator: RunningEmulator;
/** A proxy with TLS before the emulator, because the credential refuses an address without TLS. */
let proxy: Server;
/** Decides what the proxy does with a request. A held request is answered when the returned promise resolves. */
let hold: () => Promise<void> | undefined;
let exchangeCount: number;
let certificate: ReturnType<typeof createSelfSignedCertificate>;
beforeAll(() => {
  certificate = createSelfSignedCertificate();
});

beforeEach(async () => {
  // The emulator's clock must not follow the faked clock of the client, because in a real test it is another process.
  emulator = await startEmulator({ now: () => performance.timeOrigin + performance.now() });
  [hold, exchangeCount] = [() => undefined, 0];
  proxy = createServer(certificate, (incoming, outgoing) => {
    exchangeCount += 1;
    const { method, url: path, headers } = incoming;
    const host = `localhost:${emulator.port}`;
    const forward = () =>
      incoming.pipe(
        request({ port: emulator.port, method, path, headers: { ...headers, host } }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        }),
      );
    void (hold() ?? Promise.resolve()).then(forward);
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  // The credential has no option for a certificate, so Node has to trust the proxy's. It reads this variable at each connection.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  proxy.closeAllConnections();
  proxy.close();
  await emulator.stop();
});

const control = async (path: string, body: object): Promise<void> => {
  const response = await fetch(`${emulator.url}/emulator/${path}`, {
    method: 'POST',
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
};
/** Moves the clocks of the emulator and of the client forward. */
async function moveTime(advanceMs: number): Promise<void> {
  await control('clock', { advanceMs });
  vi.setSystemTime(Date.now() + advanceMs);
}

/** Creates Microsoft's credential for Alice, whose Entra token is renewed 15 minutes before its end, as the app lets MSAL do it. */
async function createCredential(): Promise<AzureCommunicationTokenCredential> {
  const attempt = { url: emulator.url, tenant: alice.tid, clientId: fabrikamClientId };
  const scope = ['openid', 'offline_access', ...extensionScopes].join(' ');
  const withExpiry = (tokens: Awaited<ReturnType<typeof signIn>>) => ({
    ...tokens,
    expiresOnTimestamp: Date.now() + tokens.expires_in * 1000,
  });
  let tokens = withExpiry(await signIn({ ...attempt, scope }, alice.upn));
  return new AzureCommunicationTokenCredential({
    resourceEndpoint: `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    scopes: [...extensionScopes],
    tokenCredential: {
      async getToken() {
        if (tokens.expiresOnTimestamp - Date.now() < minutes(15))
          tokens = withExpiry(await readTokens(renewTokens(attempt, tokens.refresh_token, scope)));
        return { token: tokens.access_token, expiresOnTimestamp: tokens.expiresOnTimestamp };
      },
    },
  });
}

test('the credential gets an agent’s token from the emulator, and has a valid one for three hours', async () => {
  const credential = await createCredential();
  const tokens = new Set<string>();
  const url = `ws://127.0.0.1:${emulator.port}/signalling`;
  for (let passed = 0; passed <= minutes(180); passed += minutes(10)) {
    const { token } = await credential.getToken();
    tokens.add(token);
    // The server of calls verifies the token by its own clock.
    const { welcome, socket } = await TestClient.connect(url, token);
    socket.terminate();
    const { id } = emulator.directory.acsResource;
    expect(welcome).toMatchObject({ id: `8:acs:${id}_${alice.tid}_${alice.oid}` });
    await moveTime(minutes(10));
  }
  // An Entra token lives 75 minutes, and the credential exchanges each one once.
  expect(tokens.size).toBe(3);
  expect(exchangeCount).toBe(3);
});

test('trap: during an outage, the credential refuses its token that is still valid; after it, it works again', async () => {
  const credential = await createCredential();
  await credential.getToken();
  // The Entra token is renewed now, and the ACS token is valid for 14 more minutes.
  await moveTime(minutes(61));
  // The credential would repeat a 503 three times, which takes seconds, before it throws the same error.
  await control('conditions', { refuseExchange: { status: 400, code: 'Outage' } });
  await expect(credential.getToken()).rejects.toThrow(/^Service request failed\. Status: 400, Body: /);
  await control('conditions', { refuseExchange: null });
  await credential.getToken();
});

test('trap: a server that does not answer stops every caller, also one who gives up', async () => {
  const credential = await createCredential();
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let arrived: (() => void) | undefined;
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  hold = () => {
    arrived?.();
    return held;
  };
  const settled: string[] = [];
  const first = credential.getToken().then(() => settled.push('first'));
  await arrival;
  const abort = new AbortController();
  const second = credential.getToken({ abortSignal: abort.signal }).then(() => settled.push('second'));
  abort.abort();
  // An answer that needs as many steps as that of the credential comes back first.
  await (await fetch(`${emulator.url}/openapi.json`)).json();
  expect(settled).toEqual([]);
  release?.();
  await Promise.all([first, second]);
  // A call that is aborted from the beginning gets an empty token, and no error.
  const aborted = await credential.getToken({ abortSignal: abort.signal });
  expect(aborted).toEqual({ token: '', expiresOnTimestamp: 0 });
});

test('trap: the credential refuses an address without TLS, and its first failure ends a Node process', async () => {
  const script = `
    const { AzureCommunicationTokenCredential } = require('@azure/communication-common');
    new AzureCommunicationTokenCredential({
      resourceEndpoint: 'http://localhost:${emulator.port}',
      scopes: ['${extensionScopes.join()}'],
      tokenCredential: { getToken: async () => ({ token: 'x', expiresOnTimestamp: Date.now() + 60_000 }) },
    });`;
  const run = promisify(execFile)(process.execPath, ['-e', script]);
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('while allowInsecureConnection is false') as string,
  });
});
