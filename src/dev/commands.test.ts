import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { benchmarks } from '../../tests/bench/benchmarks.ts';
import { longParts } from '../../tests/long/parts.ts';
import { findFreePort } from '../server/fixtures/findFreePort.ts';
import { createTestFolder } from '../server/fixtures/testFolder.ts';
import { fileWriters, pageWriters } from './writers.ts';

const root = resolve(import.meta.dirname, '../..');

/** Creates an empty project folder that contains only the script of `npm start`. */
function createProject(): string {
  const folder = createTestFolder();
  cpSync(join(root, 'src/dev/start.mjs'), join(folder, 'src/dev/start.mjs'));
  return folder;
}
const runStart = (folder: string) =>
  spawnSync('node', ['src/dev/start.mjs'], { cwd: folder, encoding: 'utf8' });

test('npm start says in one line that the build is missing', () => {
  const { status, stderr } = runStart(createProject());
  const sentence = 'There is no build in the folder dist. Run `npm run build` first, and then `npm start`.\n';
  expect([status, stderr]).toEqual([1, sentence]);
});

test('npm start runs the built service', () => {
  const folder = createProject();
  mkdirSync(join(folder, 'dist/server'), { recursive: true });
  writeFileSync(join(folder, 'dist/server/main.js'), 'console.log("service runs")');
  expect(runStart(folder).stdout).toBe('service runs\n');
});

test('npm run dev names the taken port and the variables that choose other ports, without a stack trace', async () => {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const [emulatorPort, servicePort] = [await findFreePort(), await findFreePort()];
  const ports = { PORT: `${port}`, EMULATOR_PORT: `${emulatorPort}`, SERVICE_PORT: `${servicePort}` };
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, ...ports } } as const;
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/dev/main.ts'], options);
  expect(status).toBe(1);
  expect(stderr).toBe(
    `Port ${port} is already in use\nAnother program has this port. PORT, EMULATOR_PORT and SERVICE_PORT choose others.\n`,
  );
}, 60_000);

test('npm run docs:write lists what it can write when the name is unknown', () => {
  const command = ['--import', 'tsx', 'src/dev/write.ts', '--pages', 'novel'];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
  expect([stderr, status]).toEqual(['There is nothing to write by the name novel.\n', 2]);
  expect(stdout).toContain('npm run docs:write -- <name>');
  for (const { name } of pageWriters) expect(stdout).toContain(`\n  ${name} `);
}, 60_000);

test('npm run build:emulator explains itself, and makes no folder of a flag', () => {
  const folder = createTestFolder();
  const script = join(root, 'src/dev/emulator-package/build.ts');
  const loader = import.meta.resolve('tsx');
  const command = ['--import', loader, script, '--help'];
  const result = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('-- <folder>') });
  expect(readdirSync(folder)).toEqual([]);
}, 60_000);

/** Commands that take the name of a program: `npm run bench -- web`. */
const namesOfPrograms: Readonly<Record<string, readonly string[]>> = {
  bench: benchmarks.map(({ name }) => name),
  write: fileWriters.map(({ name }) => name),
  'docs:write': pageWriters.map(({ name }) => name),
  'test:long': longParts.map(({ name }) => name),
};

test('pages and comments name only commands that exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const patterns = ['*.md', '*.ts', '*.tsx', 'Dockerfile', '.ci'];
  const { stdout } = spawnSync('git', ['ls-files', ...patterns], { cwd: root, encoding: 'utf8' });
  // The changelog names commands of earlier versions.
  const files = stdout
    .split('\n')
    .filter((file) => existsSync(join(root, file)) && !/^$|CHANGELOG/.test(file));
  const commands = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const matches = [...text.matchAll(/npm run ([a-z][\w:-]*\w)(?: -- ([a-z][\w-]*))?/g)];
    return matches.map(([, command = '', name]) => ({ file, command, name }));
  });
  const unknown = commands.filter(
    ({ command, name }) =>
      !(command in scripts) || (name !== undefined && namesOfPrograms[command]?.includes(name) === false),
  );
  expect(unknown).toEqual([]);
});
