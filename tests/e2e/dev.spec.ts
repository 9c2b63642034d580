import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { emulatorPort } from '../support/system.ts';
import {
  acceptCall,
  callControl,
  callRegion,
  dial,
  dismissEndedCall,
  expect,
  expectMovingPicture,
  people,
  test as base,
} from '../support/app/appTest.ts';

/**
 * These tests run `npm run dev`, the README's first command. In development, React and Fluent log warnings that a build does
 * not show.
 */

// The other systems of this worker use the ports before these.
const ports = { PORT: emulatorPort + 50, EMULATOR_PORT: emulatorPort + 51, SERVICE_PORT: emulatorPort + 52 };

const test = base.extend<object, { url: string }>({
  url: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed.
    async ({}, provide) => {
      const env = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
      const child = spawn('npm', ['run', 'dev'], {
        cwd: resolve(import.meta.dirname, '../..'),
        env: { ...process.env, ...env },
        // The child leads a process group, so that the test can interrupt the whole group as Ctrl-C in a terminal does.
        detached: true,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const printedAddresses = new Map<string, string>();
      for await (const line of createInterface(child.stdout)) {
        const [, name, address] = /^(app|token service|emulator) +(http:\/\/localhost:\d+)$/.exec(line) ?? [];
        if (name && address) printedAddresses.set(name, address);
        if (line.startsWith('Ctrl-C')) break;
      }
      expect([...printedAddresses.keys()].sort()).toEqual(['app', 'emulator', 'token service']);
      await provide(printedAddresses.get('app') ?? '');
      const whenEnded = once(child, 'exit');
      // A negative id means the process group.
      process.kill(-Number(child.pid), 'SIGINT');
      await whenEnded;
      for (const address of printedAddresses.values())
        await expect(fetch(address)).rejects.toThrow('fetch failed');
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test('two users of npm run dev call each other, and React and Fluent log no warning', async ({
  openPages,
}) => {
  const [alicePage, bobPage] = await openPages(people.alice, people.bob);
  await dial(alicePage, people.bob.id, 'Video call');
  await acceptCall(bobPage, 'Accept with video');
  await expectMovingPicture(alicePage, people.bob.name);
  await expectMovingPicture(bobPage, people.alice.name);
  for (const name of ['Hold', 'Resume', 'Mute', 'Unmute', 'Turn camera off', 'People', 'More'])
    await callControl(alicePage, name).click();
  await alicePage.keyboard.press('Escape');
  await callControl(alicePage, 'Hang up').click();
  for (const page of [alicePage, bobPage]) {
    await dismissEndedCall(page);
    await expect(callRegion(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Account' }).click();
  }
  await alicePage.getByRole('menuitem', { name: 'Settings' }).click();
  const tabs = alicePage.getByRole('tab');
  await expect(tabs.first()).toBeVisible();
  for (const tab of await tabs.all()) await tab.click();
  await bobPage.getByRole('menuitem', { name: /token inspector/i }).click();
  await expect(bobPage.getByRole('dialog')).toBeVisible();
});

for (const origin of ['https://evil.example', 'null']) {
  test(`npm run dev refuses a token request to the app’s own origin if a page of ${origin} sends it`, async ({
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
