import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmulator } from '../emulator.ts';
import { requestStatus } from '../testing/rawRequest.ts';
import { createAccess } from './access.ts';

const appOrigin = 'https://app.example:8443';

/** This machine's address in its network; `undefined` without a network. */
const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === 'IPv4' && !address.internal)?.address;

/** Starts an emulator that the network can reach. @returns what it has written to standard error, too. */
async function startOpenEmulator() {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const emulator = await startEmulator({ host: '0.0.0.0', allowedOrigins: [appOrigin] });
  onTestFinished(() => emulator.stop());
  const warning = write.mock.calls.map(([text]) => String(text)).join('');
  write.mockRestore();
  return { ...emulator, warning };
}

test('with --host, the network reaches the emulator, which warns, and still refuses foreign hosts', async () => {
  const { port, warning } = await startOpenEmulator();
  expect(warning).toContain('WARNING: THE NETWORK CAN REACH THIS EMULATOR, which listens on 0.0.0.0.');
  const request = (host: string, address = '127.0.0.1') =>
    requestStatus(port, { host: address, path: '/health', headers: { host } });
  for (const host of [`localhost:${port}`, 'app.example:8443', `app.example:${port}`])
    expect(await request(host)).toBe(200);
  // A page of evil.example whose address changes to this machine's (DNS rebinding).
  for (const host of [`evil.example:${port}`, `app.example.evil.example:${port}`, 'app.example'])
    expect(await request(host)).toBe(421);
  if (ownAddress !== undefined) expect(await request(`${ownAddress}:${port}`, ownAddress)).toBe(200);
});

test('pages of an allowed origin may connect and show the sign-in page in a frame, and others are refused', async () => {
  const { url } = await startOpenEmulator();
  const send = (origin: string) => fetch(`${url}/openapi.json`, { headers: { origin } });
  for (const origin of [appOrigin, 'http://localhost:3000'])
    expect((await send(origin)).headers.get('access-control-allow-origin')).toBe(origin);
  const refusal = await send('https://other.example');
  expect(refusal.status).toBe(403);
  expect(await refusal.text()).toContain(`only to pages on localhost and 127.0.0.1 and ${appOrigin}`);
  const page = await fetch(`${url}/organizations/oauth2/v2.0/authorize`);
  const policy = page.headers.get('content-security-policy');
  expect(policy).toMatch(/frame-ancestors [^;]* https:\/\/app\.example:8443/);
});

test('the emulator does not start on an address of the network without an allowed origin, or on a foreign address', async () => {
  await expect(startEmulator({ host: '0.0.0.0' })).rejects.toThrow('so --allow-origin must name the origin');
  // An address of the documentation's network, which no machine has.
  const foreign = startEmulator({ host: '203.0.113.9', allowedOrigins: [appOrigin] });
  await expect(foreign).rejects.toThrow(
    'must be an address of this machine, which has no address 203.0.113.9',
  );
});

test('the emulator’s own pages may send forms at every address of the emulator', () => {
  const access = createAccess(5174, { host: '192.0.2.7', allowedOrigins: [appOrigin] });
  expect(access.isAcceptedOrigin('http://192.0.2.7:5174')).toBe(true);
  expect(access.isAcceptedOrigin('http://192.0.2.8:5174')).toBe(false);
  expect(
    createAccess(5174, { host: '2001:db8::7', allowedOrigins: [appOrigin] }).isAcceptedHost(
      '[2001:db8::7]:5174',
    ),
  ).toBe(true);
});
