import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { emulatorPort } from '../support/system.ts';
import {
  acceptCall,
  control,
  dial,
  expect,
  expectMovingPicture,
  inCall,
  people,
  test as base,
} from '../support/app/appTest.ts';

/**
 * The README's first command, as in a fresh clone. In development, React and Fluent log warnings that a build does not
 * show.
 */

const ports = { PORT: emulatorPort + 50, EMULATOR_PORT: emulatorPort + 51, SERVICE_PORT: emulatorPort + 52 };

const test = base.extend<object, { url: string }>({
  url: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed.
    async ({}, provide) => {
      const env = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
      const child = spawn('npm', ['run', 'dev'], {
        cwd: resolve(import.meta.dirname, '../..'),
        env: { ...process.env, ...env },
        // A process group of its own: the test interrupts all of it, as Ctrl-C in a terminal does.
        detached: true,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const printed = new Map<string, string>();
      for await (const line of createInterface(child.stdout)) {
        const [, name, address] = /^(app|token service|emulator) +(http:\/\/localhost:\d+)$/.exec(line) ?? [];
        if (name && address) printed.set(name, address);
        if (line.startsWith('Ctrl-C')) break;
      }
      expect([...printed.keys()].sort()).toEqual(['app', 'emulator', 'token service']);
      await provide(printed.get('app') ?? '');
      const ended = once(child, 'exit');
      process.kill(-Number(child.pid), 'SIGINT');
      await ended;
      for (const address of printed.values()) await expect(fetch(address)).rejects.toThrow('fetch failed');
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test('npm run dev: two users call each other, and React and Fluent log no warning', async ({ signedIn }) => {
  const a = await signedIn(people.alice.upn);
  const b = await signedIn(people.bob.upn);
  await dial(a.page, people.bob.id, 'Video call');
  await acceptCall(b.page, 'Accept with video');
  await expectMovingPicture(a.page, people.bob.name);
  await expectMovingPicture(b.page, people.alice.name);
  for (const name of ['Hold', 'Resume', 'Mute', 'Unmute', 'Turn camera off', 'People', 'More'])
    await control(a.page, name).click();
  await a.page.keyboard.press('Escape');
  await control(a.page, 'Hang up').click();
  for (const { page } of [a, b]) {
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(inCall(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Account' }).click();
  }
  await a.page.getByRole('menuitem', { name: 'Settings' }).click();
  const dialog = a.page.getByRole('dialog');
  await expect(dialog.getByRole('tab').first()).toBeVisible();
  for (const tab of await dialog.getByRole('tab').all()) await tab.click();
  await b.page.getByRole('menuitem', { name: /token inspector/i }).click();
  await expect(b.page.getByRole('dialog')).toBeVisible();
});

for (const origin of ['https://evil.example', 'null']) {
  test(`npm run dev: the token service behind the app’s origin refuses pages of ${origin}`, async ({
    url,
  }) => {
    for (const method of ['OPTIONS', 'POST']) {
      const headers = { origin, 'access-control-request-method': 'POST', 'content-type': 'application/json' };
      const answer = await fetch(`${url}/api/token`, { method, headers });
      expect(answer.status, method).toBe(403);
      expect(await answer.json()).toMatchObject({ error: { code: 'origin_not_allowed' } });
    }
  });
}
