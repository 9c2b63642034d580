import { expect, it } from 'vitest';
import { checkConfig } from '../web/config/check.ts';
import { localConfig, readCase } from './config.ts';

it.each([
  [[], 'contoso'],
  [['--case', 'fabrikam'], 'fabrikam'],
  [['--case=fabrikam-direct'], 'fabrikam-direct'],
])('%j chooses %s, whose configuration is valid', (argv, name) => {
  expect(readCase(argv)).toBe(name);
  const config = localConfig({ app: 1, emulator: 2, service: 3 }, readCase(argv));
  expect(checkConfig(config, 'localhost')).toHaveProperty('config');
});

it.each([
  ['--case', 'fabricam'],
  ['--case'],
  ['fabrikam'],
  ['--case', 'toString'],
  ['--case', 'contoso', 'x'],
])('refuses %s %s in one sentence that names the cases', (...argv) => {
  const wanted = argv.filter((text) => text !== undefined);
  expect(() => readCase(wanted)).toThrow(
    `Unknown: "${wanted.join(' ')}". Expected --case and one of contoso, fabrikam, fabrikam-direct.`,
  );
});
