import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, type Step } from './guide.ts';

const run = promisify(execFile);

/** A command of a guide as the shell started it, without its redirections. */
export interface StartedCommand {
  /** The file name of the guide. */
  readonly guide: string;
  readonly words: readonly string[];
  /** What the command reads from standard input, if an argument says that it does so (`@-`). */
  readonly input: string;
}

/** The output of each substitute for `az`, except where a guide needs another form of value. */
export const azOutput = '22222222-2222-4333-8444-555555555555';

/**
 * Shell functions that replace the commands which need Azure, a cluster, or much time. Each one writes its arguments to file
 * descriptor 3: control characters separate the arguments (\x1f) and the commands (\x1e).
 */
const substitutes = `
start() {
  local input= record
  case "$*" in *@-*) input=$(cat) ;; esac
  printf -v record '%s\\x1f' "$@"
  # One write, because the commands of a pipeline run at the same time.
  printf '%s%s\\x1e' "$record" "$input" >&3
}
az() {
  start az "$@"
  case "$*" in
    # Whether the secret exists: no, for the same reason as below.
    'keyvault secret show'*'--query id'*) return 1 ;;
    *--query*) ;;
    # Whether a service principal exists: no, so that the guide's command that creates it runs too.
    'ad sp show'*) return 1 ;;
  esac
  case "$*" in
    'ad app permission list '*) ;;
    'webapp list-runtimes'*) printf 'linux\\tnode:24-lts\\t24\\n' ;;
    *) echo ${azOutput} ;;
  esac
}
curl() { start curl "$@"; echo '{"issuer":"https://login.microsoftonline.com/${azOutput}/v2.0"}'; }
kubectl() { start kubectl "$@"; }
npm() { start npm "$@"; }
zip() { :; }
exec 3>&1 1>/dev/null
`;

/**
 * Runs the blocks of steps from top to bottom, each step in a new shell that has only the stored values: so a reader may stop
 * after every step. Afterwards `folder` has the files that the steps write.
 * @throws Error when a command fails, and when a block uses a variable that no block before it sets
 */
export async function runSteps(steps: readonly Step[]) {
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  mkdirSync(join(folder, 'public'));
  cpSync(join(root, 'deploy'), join(folder, 'deploy'), { recursive: true });
  const commands: StartedCommand[] = [];
  for (const step of steps) {
    const script = `${substitutes}. deploy/guide.sh\n${step.blocks.join('\n')}`;
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder },
    });
    for (const record of stdout.split('\x1e').slice(0, -1)) {
      const words = record.split('\x1f');
      commands.push({ guide: step.guide, words: words.slice(0, -1), input: words.at(-1) ?? '' });
    }
  }
  return { commands, folder };
}
