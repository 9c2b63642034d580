import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulatedBuild, startSystem } from './system.ts';
import { dial, expect, inCall, people, signIn, test } from './test.ts';

const { alice, echo } = people;

test('no byte of the Calling SDK before sign-in; after it, SDK and ACS token are fetched in parallel', async ({
  open,
}) => {
  const manifest = readFileSync(join(emulatedBuild, 'index.html'), 'utf8');
  expect(manifest).not.toContain('calling');
  const { page } = await open();
  const requests: { path: string; at: number }[] = [];
  page.on('request', (request) => requests.push({ path: new URL(request.url()).pathname, at: Date.now() }));
  let tokenAnsweredAt = 0;
  page.on('response', (response) => {
    if (response.url().endsWith('/api/token')) tokenAnsweredAt = Date.now();
  });
  const sdk = () => requests.filter(({ path }) => /\/assets\/calling-/.test(path));
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(4000);
  expect(sdk()).toEqual([]);
  await signIn(page, alice.upn);
  expect(sdk()).toHaveLength(1);
  expect(sdk()[0]?.at).toBeLessThan(tokenAnsweredAt);
});

test('a reload keeps the person signed in, and signing out ends that', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(
    await page.evaluate(() => Object.keys(sessionStorage).filter((key) => /token|account/i.test(key))),
  ).toEqual([]);
});

test('no token in an address, the page, the console or storage other than MSAL’s', async ({ open }) => {
  const { page, context } = await open();
  const tokens = new Set<string>();
  const seen: string[] = [];
  context.on('request', (request) => seen.push(request.url()));
  page.on('console', (message) => seen.push(message.text()));
  page.on('websocket', (socket) => seen.push(socket.url()));
  context.on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('/token')) return;
    void response
      .json()
      .then((body: Record<string, unknown>) =>
        Object.values(body).forEach((value) => {
          if (typeof value === 'string' && /^(ey|0\.|1\.)[\w.-]{60,}$/.test(value)) tokens.add(value);
        }),
      )
      .catch(() => {});
  });
  await signIn(page, alice.upn);
  await dial(page, echo.id, 'Call');
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  // Sign-in's id and access tokens, the two other access tokens, and the ACS token.
  await expect.poll(() => tokens.size).toBeGreaterThanOrEqual(4);
  seen.push(await page.content());
  seen.push(
    await page.evaluate(() =>
      JSON.stringify([
        Object.entries(localStorage),
        Object.entries(sessionStorage).filter(([key]) => !key.startsWith('msal.')),
      ]),
    ),
  );
  for (const token of tokens) {
    // The signature alone would do harm, too.
    const parts = [token, ...token.split('.').filter((part) => part.length > 40)];
    expect(parts.filter((part) => seen.some((text) => text.includes(part)))).toEqual([]);
  }
});

test('with one byte of the access key flipped, ACS answers 401: the person is told and nobody can call', async ({
  browser,
}) => {
  const system = await startSystem({
    ports: { app: 21_273, service: 21_273, emulator: 21_274 },
    connectionString: (right) => {
      const [endpoint, key = ''] = right.split('accesskey=');
      const bytes = Buffer.from(key, 'base64');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return `${endpoint}accesskey=${bytes.toString('base64')}`;
    },
  });
  const page = await browser.newPage();
  try {
    await page.goto(system.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: alice.upn }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByRole('alert')).toContainText('The token service has a problem.');
    await expect(page.getByRole('alert')).toContainText('502');
    await expect(page.getByRole('combobox', { name: 'Call someone' })).toHaveCount(0);
  } finally {
    await page.close();
    await system.close();
  }
});
