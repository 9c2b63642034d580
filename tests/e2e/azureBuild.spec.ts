import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { directory, people } from '../../src/emulator/testing/directory.ts';
import { azureBuild, secondSystemPorts, startSystem } from '../support/system.ts';
import { expect, expectMovingPicture, test } from '../support/app/appTest.ts';

// These tests check the result of `npm run build`. It must contain the real Calling SDK, and no trace of the emulator.

const listBuiltFiles = () =>
  ['web', 'server']
    .flatMap((part) =>
      readdirSync(join(azureBuild, part), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(azureBuild, part, file),
      ),
    )
    // A `.br` file is a compressed copy of another file.
    .filter((file) => statSync(file).isFile() && !file.endsWith('.br'));

test('dist contains no trace of the emulator, not even in source maps or configuration', () => {
  const traces = [
    // The names of bots, such as Busy and Echo, are also words of the app.
    ...people.flatMap(({ oid, upn, displayName, bot }) => (bot ? [oid, upn] : [oid, upn, displayName])),
    ...directory.tenants.map(({ id }) => id),
    ...directory.tenants.map(({ domain }) => domain),
    ...directory.applications.map(({ clientId }) => clientId),
    'x-emulator-secret',
    '/emulator/',
    'localhost:5174',
    '127.0.0.1:5174',
  ];
  // The two lower bounds fail the test if a list is nearly empty, which would make the search pointless.
  expect(traces.length).toBeGreaterThan(20);
  const files = listBuiltFiles();
  expect(files.length).toBeGreaterThan(15);
  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8').toLowerCase();
    return traces.filter((trace) => text.includes(trace.toLowerCase())).map((trace) => `${file}: ${trace}`);
  });
  expect(found).toEqual([]);
});

test('S15: dist contains the licences of bundled packages, and the notices of the Calling SDK', () => {
  const readNotices = (part: 'web' | 'server') =>
    readFileSync(join(azureBuild, part, 'third-party-notices.md'), 'utf8');
  expect(readNotices('web')).toMatch(/^## @azure\/communication-calling - \d/m);
  expect(readNotices('web')).toMatch(/^## Notices of @azure\/communication-calling\n\n\S/m);
  expect(readNotices('server')).toMatch(/^## hono - \d/m);
});

test('without a network the real SDK loads, the camera check works, and the user can retry the connection', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const system = await startSystem({ ports: secondSystemPorts, web: join(azureBuild, 'web') });
  const policyViolations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|'Trusted/.test(message.text())) policyViolations.push(message.text());
  });
  // Only this machine can be reached: every request of the SDK to Microsoft's hosts fails at once.
  await page.route(
    ({ hostname, protocol }) => protocol.startsWith('http') && !['localhost', '127.0.0.1'].includes(hostname),
    (route) => route.abort('internetdisconnected'),
  );
  const sdkStatuses: number[] = [];
  page.on('response', async (response) => {
    if (/\/assets\/sdk-[\w-]+\.js$/.test(response.url())) sdkStatuses.push(response.status());
  });
  try {
    await page.goto(system.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'alice@' }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'The calling service could not be reached.' });
    await expect(alert).toBeVisible({ timeout: 60_000 });
    expect(sdkStatuses).toEqual([200]);
    await expect(alert).toContainText('agent-unreachable');

    await page.getByRole('button', { name: 'Check your camera' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your camera' });
    await expect(dialog.locator('video')).toBeVisible({ timeout: 20_000 });
    await expectMovingPicture(page, 'Your picture, mirrored');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toHaveCount(0);

    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Getting your phone ready…' })).toBeVisible();
    expect(policyViolations).toEqual([]);
  } finally {
    await page.close();
    await system.close();
  }
});
