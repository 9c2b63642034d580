import { expect, it } from 'vitest';
import { readDirectory } from '../emulator/directory/readDirectory.ts';
import { checkConfig } from '../web/config/check.ts';
import { createLocalConfig, devHelp, readOptions } from './config.ts';

const ports = { app: 1, emulator: 2, service: 3 };
const { resourceAccounts } = readDirectory(undefined, 5173);

it('refuses the case for agents if the directory has no resource account', () => {
  expect(() => createLocalConfig(ports, 'extension', [])).toThrow(RangeError);
});

it.each([
  [[], { caseName: 'contoso' }],
  [['--case', 'fabrikam'], { caseName: 'fabrikam' }],
  [['--case=fabrikam-direct'], { caseName: 'fabrikam-direct' }],
  [['--case', 'extension'], { caseName: 'extension' }],
  [['--integration', 'a.json'], { caseName: 'contoso', integrationFile: 'a.json' }],
  [['--consent=lowImpact', '--case', 'fabrikam'], { caseName: 'fabrikam', consent: 'lowImpact' }],
] as const)('readOptions reads %j as %j, for which the configuration is valid', (argv, options) => {
  expect(readOptions(argv)).toEqual(options);
  const config = createLocalConfig(ports, options.caseName, resourceAccounts);
  expect(checkConfig(config, 'localhost')).toHaveProperty('config');
});

it('prints the options and ports if asked for help', () => {
  expect(readOptions(['--case', 'fabrikam', '--help'])).toBe('help');
  for (const text of ['--case', '--consent', '--integration', 'fabrikam-direct', 'lowImpact'])
    expect(devHelp).toContain(text);
  expect(devHelp).toMatch(/^ {2}5173 {2}PORT .*\n {2}5174 {2}EMULATOR_PORT .*\n {2}5175 {2}SERVICE_PORT /m);
});

it.each([['--case'], ['fabrikam'], ['--case', 'toString'], ['--case', 'contoso', 'x'], ['--consent', 'all']])(
  'readOptions refuses the arguments %s %s with the help',
  (...argv) => {
    const givenArguments = argv.filter((text) => text !== undefined);
    expect(() => readOptions(givenArguments)).toThrow(`Unknown: "${givenArguments.join(' ')}"\n\n${devHelp}`);
  },
);
