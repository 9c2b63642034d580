import { expectTypeOf, test } from 'vitest';
import type { SettingName, SettingValues } from '../emulator/settings/table.ts';
import type { EmulatorOptions } from './index.ts';

test('the options have the names and types of the settings', () => {
  expectTypeOf<keyof EmulatorOptions>().toEqualTypeOf<SettingName>();
  expectTypeOf<SettingValues>().toExtend<EmulatorOptions>();
});
