import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { applications, people, tenants } from '../../src/emulator/core/seed.ts';
import { azureBuild, startSystem } from '../support/system.ts';
import { expect, expectMovingPicture, test } from '../support/app/appTest.ts';

/** The result of `npm run build`: it holds the real Calling SDK, and no trace of the emulator. */

const files = () =>
  ['web', 'server']
    .flatMap((part) =>
      readdirSync(join(azureBuild, part), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(azureBuild, part, file),
      ),
    )
    .filter((file) => statSync(file).isFile() && !file.endsWith('.br'));

test('dist holds no trace of the emulator, source maps and configuration included', () => {
  const traces = [
    ...people.flatMap(({ oid, upn, displayName, bot }) => (bot ? [oid, upn] : [oid, upn, displayName])),
    ...tenants.map(({ id }) => id),
    ...tenants.map(({ domain }) => domain),
    ...applications(5173).map(({ clientId }) => clientId),
    'x-emulator-secret',
    '/emulator/',
    'localhost:5174',
    '127.0.0.1:5174',
  ];
  expect(traces.length).toBeGreaterThan(20);
  const all = files();
  expect(all.length).toBeGreaterThan(15);
  const found = all.flatMap((file) => {
    const text = readFileSync(file, 'utf8').toLowerCase();
    return traces.filter((trace) => text.includes(trace.toLowerCase())).map((trace) => `${file}: ${trace}`);
  });
  expect(found).toEqual([]);
});

test('S15: dist carries the licences of bundled packages, and the notices of the Calling SDK', () => {
  const notices = (part: string) => readFileSync(join(azureBuild, part, 'third-party-notices.md'), 'utf8');
  expect(notices('web')).toMatch(/^## @azure\/communication-calling - \d/m);
  expect(notices('web')).toMatch(/^## Notices of @azure\/communication-calling\n\n\S/m);
  expect(notices('server')).toMatch(/^## hono - \d/m);
});

for (const name of ['config.contoso.example.json', 'config.fabrikam.example.json'])
  test(`with ${name} as its configuration the product shows Sign in and names no localhost`, async ({
    browser,
  }) => {
    const text = readFileSync(join(azureBuild, 'web', name), 'utf8');
    expect(text).not.toMatch(/localhost|127\.0\.0\.1/);
    const system = await startSystem({ ...elsewhere, web: join(azureBuild, 'web') });
    const page = await browser.newPage();
    try {
      await page.route('**/config.json', (route) => route.fulfill({ body: text }));
      await page.goto(system.url);
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    } finally {
      await page.close();
      await system.close();
    }
  });

const elsewhere = { ports: { app: 21_373, service: 21_373, emulator: 21_374 } };

test('the real SDK with no network: it loads, previews the camera, and the user can retry the missing connection', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const system = await startSystem({ ...elsewhere, web: join(azureBuild, 'web') });
  const context = await browser.newContext();
  const page = await context.newPage();
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|'Trusted/.test(message.text())) violations.push(message.text());
  });
  // Only this machine can be reached: every request of the SDK to Microsoft's hosts fails at once.
  await page.route(
    ({ hostname, protocol }) => protocol.startsWith('http') && !['localhost', '127.0.0.1'].includes(hostname),
    (route) => route.abort('internetdisconnected'),
  );
  const sdk: number[] = [];
  page.on('response', async (response) => {
    if (/\/assets\/sdk\.bundle-/.test(response.url())) sdk.push(response.status());
  });
  try {
    await page.goto(system.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'alice@' }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'The calling service could not be reached.' });
    await expect(alert).toBeVisible({ timeout: 60_000 });
    expect(sdk).toEqual([200]);
    await expect(alert).toContainText('agent-unreachable');

    await page.getByRole('button', { name: 'Check your camera' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your camera' });
    await expect(dialog.locator('video')).toBeVisible({ timeout: 20_000 });
    await expectMovingPicture(page, 'Your picture, mirrored');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toHaveCount(0);

    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Getting your phone ready…' })).toBeVisible();
    expect(violations).toEqual([]);
  } finally {
    await context.close();
    await system.close();
  }
});
