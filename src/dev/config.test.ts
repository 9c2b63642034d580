import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readDirectory } from '../emulator/directory/readDirectory.ts';
import { checkConfig } from '../web/config/check.ts';
import { createLocalConfig, devHelp, readOptions } from './config.ts';

const ports = { app: 1, emulator: 2, service: 3 };
const { resourceAccounts } = readDirectory(undefined, 5173);
const folder = mkdtempSync(join(tmpdir(), 'integration-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('refuses the case for agents if the directory has no resource account', () => {
  expect(() => createLocalConfig(ports, 'extension', [])).toThrow(RangeError);
});

it.each([
  [[], { caseName: 'contoso' }],
  [['--case', 'fabrikam'], { caseName: 'fabrikam' }],
  [['--case=fabrikam-direct'], { caseName: 'fabrikam-direct' }],
  [['--case', 'extension'], { caseName: 'extension' }],
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

/** Reads the options with a file that has this text. */
function readWithFile(text: string, ...more: string[]) {
  const file = join(folder, 'a.json');
  writeFileSync(file, text);
  return readOptions(['--integration', file, ...more]);
}
const origins = ['http://localhost:8000'];

it('readOptions reads the file of --integration', () => {
  expect(readWithFile(JSON.stringify({ origins }))).toEqual({
    caseName: 'contoso',
    integration: { origins },
  });
});

it.each([
  ['no JSON', '{', [], 'a.json is not JSON.'],
  [
    'an unknown placeholder',
    { screenPop: { url: 'http://localhost:8000/?p={phone}', hosts: ['localhost:8000'] } },
    [],
    'a.json: screenPop.url: found "http://localhost:8000/?p={phone}", expected an https address, or an http',
  ],
  [
    'plain http',
    { origins: ['http://crm'] },
    [],
    'a.json: origins.0: found "http://crm", expected a list of',
  ],
  ['another form', [], [], 'a.json: found "[]", expected an object with'],
  [
    'a web hook without a service',
    { webHook: true },
    ['--case', 'fabrikam-direct'],
    'a.json: webHook: found',
  ],
])('readOptions refuses a file of --integration with %s', (_title, content, more, text) => {
  const json = typeof content === 'string' ? content : JSON.stringify(content);
  expect(() => readWithFile(json, ...more)).toThrow(text);
});

it('readOptions refuses a file of --integration that does not exist', () => {
  expect(() => readOptions(['--integration', 'nothere.json'])).toThrow(
    'The file nothere.json cannot be read.',
  );
});
