import { expect, it } from 'vitest';
import { checkConfig } from '../web/config/check.ts';
import { createLocalConfig, readCase } from './config.ts';

it.each([
  [[], 'contoso'],
  [['--case', 'fabrikam'], 'fabrikam'],
  [['--case=fabrikam-direct'], 'fabrikam-direct'],
])('readCase reads %j as the case %s, whose configuration is valid', (argv, caseName) => {
  expect(readCase(argv)).toBe(caseName);
  const config = createLocalConfig({ app: 1, emulator: 2, service: 3 }, readCase(argv));
  expect(checkConfig(config, 'localhost')).toHaveProperty('config');
});

it.each([
  ['--case', 'fabricam'],
  ['--case'],
  ['fabrikam'],
  ['--case', 'toString'],
  ['--case', 'contoso', 'x'],
])('readCase refuses the arguments %s %s with a message that names the cases', (...argv) => {
  const givenArguments = argv.filter((text) => text !== undefined);
  expect(() => readCase(givenArguments)).toThrow(
    `Unknown: "${givenArguments.join(' ')}". Expected --case and one of contoso, fabrikam, fabrikam-direct.`,
  );
});
