import { expect, it } from 'vitest';
import { checkConfig } from '../web/config/check.ts';
import { createLocalConfig, readOptions } from './config.ts';

it.each([
  [[], { caseName: 'contoso' }],
  [['--case', 'fabrikam'], { caseName: 'fabrikam' }],
  [['--case=fabrikam-direct'], { caseName: 'fabrikam-direct' }],
  [['--consent=lowImpact', '--case', 'fabrikam'], { caseName: 'fabrikam', consent: 'lowImpact' }],
] as const)('readOptions reads %j as %j, for which the configuration is valid', (argv, options) => {
  expect(readOptions(argv)).toEqual(options);
  const config = createLocalConfig({ app: 1, emulator: 2, service: 3 }, options.caseName);
  expect(checkConfig(config, 'localhost')).toHaveProperty('config');
});

it.each([['--case'], ['fabrikam'], ['--case', 'toString'], ['--case', 'contoso', 'x'], ['--consent', 'all']])(
  'readOptions refuses the arguments %s %s with a message that names the choices',
  (...argv) => {
    const givenArguments = argv.filter((text) => text !== undefined);
    expect(() => readOptions(givenArguments)).toThrow(
      `Unknown: "${givenArguments.join(' ')}". Expected --case and one of contoso, fabrikam, fabrikam-direct, or --consent and one of everything, microsoftDefault, lowImpact, nothing.`,
    );
  },
);
