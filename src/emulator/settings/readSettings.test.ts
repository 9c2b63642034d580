import { expect, test } from 'vitest';
import { helpText } from './help.ts';
import { readCommand, readEnvironment } from './readSettings.ts';
import { settings } from './table.ts';

test('without flags and variables, the settings that have a default get it, and the others are left out', () => {
  const values = { port: 5174, host: 'localhost', appPort: 5173, timing: 'fast' };
  expect(readCommand([], {})).toEqual({ action: 'start', values });
  // An empty variable counts as not set.
  expect(readCommand([], { EMULATOR_SEED: '', EMULATOR_PORT: '' })).toEqual({ action: 'start', values });
});

test('exec takes flags before --, and the command after it', () => {
  const values = { port: 0, host: 'localhost', appPort: 5173, timing: 'fast', log: true };
  const command = ['npm', 'test', '--', '--port'];
  expect(readCommand(['exec', '--log', '--port', '0', '--', ...command], {})).toEqual({
    action: 'execute',
    values,
    command,
  });
  for (const args of [['exec'], ['exec', '--'], ['exec', 'npm', 'test']])
    expect(readCommand(args, {})).toMatchObject({ action: 'refuse' });
  expect(readCommand(['--log=maybe'], {})).toMatchObject({
    faults: [expect.stringContaining('true or false')],
  });
});

test('every setting can be a flag or a variable, and the flag takes precedence', () => {
  const text =
    '--port=0 --host 0.0.0.0 --allow-origin https://a.example --allow-origin=http://b.example:1 --app-port 3000 --secret -s --access-key=a2V5 --timing service --seed x';
  const values = {
    port: 0,
    host: '0.0.0.0',
    allowedOrigins: ['https://a.example', 'http://b.example:1'],
    appPort: 3000,
    secret: '-s',
    accessKey: 'a2V5',
    timing: 'service',
    seed: 'x',
  };
  const others = { EMULATOR_PORT: '1', PORT: '1', EMULATOR_SECRET: 'other', EMULATOR_SEED: 'other' };
  for (const variables of [{}, others])
    expect(readCommand(text.split(' '), variables)).toEqual({ action: 'start', values });
  const variables = {
    EMULATOR_PORT: '0',
    EMULATOR_HOST: '0.0.0.0',
    EMULATOR_ALLOW_ORIGIN: 'https://a.example,http://b.example:1',
    PORT: '3000',
    EMULATOR_SECRET: '-s',
    EMULATOR_ACCESS_KEY: 'a2V5',
    EMULATOR_TIMING: 'service',
    EMULATOR_SEED: 'x',
  };
  expect(readEnvironment(variables)).toEqual(values);
});

test('all faults of the command line and of the variables are reported at once', () => {
  const text = 'serve --colour red --port 99999 --app-port=0 --seed --timing=slow --secret a --secret b';
  const faults = [
    '"serve" is not a flag.',
    '"--colour" is not a flag.',
    '"red" is not a flag.',
    '--seed needs a value.',
    '--secret is given more than once.',
    '--port must be a port number from 0 to 65535; it is "99999".',
    '--app-port must be a port number from 1 to 65535; it is "0".',
    'EMULATOR_ACCESS_KEY must be base64; it is "not base64!".',
    '--timing must be fast or service; it is "slow".',
  ];
  const variables = { EMULATOR_ACCESS_KEY: 'not base64!' };
  expect(readCommand(text.split(' '), variables)).toEqual({ action: 'refuse', faults });
  expect(() => readEnvironment({ PORT: '1e3', EMULATOR_TIMING: 'slow' })).toThrow(
    /PORT must be .* it is "1e3"\.\nEMULATOR_TIMING must be/,
  );
});

test.each([
  [['--host', '0.0.0.0'], 'so --allow-origin must name the origin of your app'],
  [
    ['--host', 'server.example'],
    '--host must be localhost or an IP address of this machine; it is "server.example"',
  ],
  [['--allow-origin', '*'], '--allow-origin must be an origin such as'],
  [['--allow-origin', 'https://a.example/'], 'without a path'],
])('%j gets one sentence', (args, sentence) => {
  expect(readCommand(args, {})).toEqual({ action: 'refuse', faults: [expect.stringContaining(sentence)] });
});

test('--help and --version are recognised beside other flags, and the help has every flag and variable', () => {
  expect(readCommand(['--port', 'x', '-h'], {})).toEqual({ action: 'show help' });
  expect(readCommand(['--version'], {})).toEqual({ action: 'show version' });
  for (const { flag, variable, description } of Object.values(settings)) {
    // A switch has no value.
    expect(helpText).toContain(flag === 'log' ? '--log ' : `--${flag} <`);
    expect(helpText).toContain(`${variable};`);
    expect(helpText).toContain(description);
  }
});
