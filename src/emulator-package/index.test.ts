import { readFileSync } from 'node:fs';
import { expect, expectTypeOf, test } from 'vitest';
import type { SettingName, SettingValues } from '../emulator/settings/table.ts';
import { emulatorVersion } from '../emulator/version.ts';
import type { EmulatorOptions } from './index.ts';

test('the options have the names and types of the settings', () => {
  expectTypeOf<keyof EmulatorOptions>().toEqualTypeOf<SettingName>();
  expectTypeOf<SettingValues>().toExtend<EmulatorOptions>();
});

test('the changelog of the package has an entry for its version', () => {
  const changelog = readFileSync(new URL('CHANGELOG.md', import.meta.url), 'utf8');
  expect(changelog).toContain(`\n## [${emulatorVersion}]\n`);
});
