import { readFileSync } from 'node:fs';
import { afterEach, expect, expectTypeOf, test } from 'vitest';
import type { SettingName, SettingValues } from '../emulator/settings/table.ts';
import { emulatorVersion } from '../emulator/version.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from './index.ts';

const emulators: Emulator[] = [];
afterEach(async () => {
  await Promise.all(emulators.splice(0).map((emulator) => emulator.stop()));
});

test('three emulators run side by side on free ports, each with its own connection string and secret', async () => {
  emulators.push(...(await Promise.all([startEmulator(), startEmulator(), startEmulator()])));
  for (const key of ['url', 'connectionString', 'secret'] as const)
    expect(new Set(emulators.map((emulator) => emulator[key])).size).toBe(3);
  for (const { url, secret } of emulators) {
    const response = await fetch(`${url}/emulator/token?user=alice@fabrikam.example`, {
      headers: { 'x-emulator-secret': secret },
    });
    expect(response.status).toBe(200);
  }
});

test('the options have the names and types of the settings', () => {
  expectTypeOf<keyof EmulatorOptions>().toEqualTypeOf<SettingName>();
  expectTypeOf<SettingValues>().toExtend<EmulatorOptions>();
});

test('the changelog of the package has an entry for its version', () => {
  const changelog = readFileSync(new URL('CHANGELOG.md', import.meta.url), 'utf8');
  expect(changelog).toContain(`\n## [${emulatorVersion}]\n`);
});
