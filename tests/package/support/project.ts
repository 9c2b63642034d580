import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';

/** The folder of the project in which the packed package is installed. */
const projectFolder = inject('projectFolder');
export const installedFolder = join(projectFolder, 'node_modules/acs-calling-emulator');

/** Programs get only these variables, so that the variables of the tests cannot help them to find packages. */
const environment = { PATH: process.env.PATH, HOME: process.env.HOME };

export const runInProject = (command: string, args: readonly string[], cwd = projectFolder) =>
  spawnSync(command, args, { cwd, env: environment, encoding: 'utf8' });

type RunningProgram = Awaited<ReturnType<typeof startInProject>>;

/**
 * Starts a command in the project, and waits for an output. The end of the test ends the command.
 * @throws Error with the output if the program ends before
 */
export async function startInProject(
  command: string,
  args: readonly string[],
  awaited: RegExp,
  { cwd = projectFolder, env = {} }: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
) {
  // npx starts further processes. In a process group of their own, one signal reaches all of them.
  const child = spawn(command, args, { cwd, env: { ...environment, ...env }, detached: true });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    process.kill(-child.pid, 'SIGTERM');
    await once(child, 'exit');
  });
  let output = '';
  await new Promise<void>((done, fail) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (awaited.test(output)) done();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) =>
      fail(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`)),
    );
    child.once('error', fail);
  });
  return {
    output,
    readOutput: () => output,
    /** @returns the value after a name in the output of the emulator, for example `emulator  http://localhost:5174`. */
    readValue: (name: string): string => new RegExp(`^${name} +(.+)$`, 'm').exec(output)?.[1] ?? '',
  };
}

/** Starts the command of the package on a free port. The last line of its output names the people. */
export const startCommand = () =>
  startInProject('npx', ['acs-calling-emulator', '--port', '0'], /^sign-in names +.+$/m);

/** @returns an ACS token for Alice, as a developer pastes it into a page. */
export async function fetchToken({ readValue }: RunningProgram): Promise<string> {
  const response = await fetch(`${readValue('emulator')}/emulator/token?user=alice@fabrikam.example`, {
    headers: { 'x-emulator-secret': readValue('control secret') },
  });
  return ((await response.json()) as { token: string }).token;
}

/**
 * Finds an example in a page of the installed package.
 * @param name the file name in the example's first comment, `// main.js`, `# client.py` or `<!-- page.html -->`
 */
export function readExample(name: string, page = 'README.md'): string {
  const text = readFileSync(join(installedFolder, page), 'utf8');
  const blocks = [...text.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  const comment = new RegExp(`^(<!--|//|#) ${name.replaceAll('.', '\\.')}( -->)?\n`);
  const example = blocks.find((code) => comment.test(code));
  if (!example) throw new Error(`${page} shows no ${name}.`);
  return example.replace(comment, '');
}

export function writeFiles(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(projectFolder, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}
