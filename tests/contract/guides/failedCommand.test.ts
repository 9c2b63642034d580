import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { cases, pageOfCase, readSteps, root, sharedGuide } from './guide.ts';

const run = promisify(execFile);
const updatesService = (block: string) => block.includes('az containerapp update');
const steps = [sharedGuide, ...cases.map(pageOfCase)]
  .flatMap(readSteps)
  .filter(({ blocks }) => blocks.some(updatesService));

/**
 * A reader pastes a block, and the shell goes on after a failed command. Here every command of `az` fails except the update,
 * which must then not start.
 */
test.each(steps)(
  'the block of $guide, $title, leaves the service as it is when a command before the update fails',
  async ({ blocks }) => {
    const home = mkdtempSync(join(tmpdir(), 'guide-home-'));
    const failingAz = `az() { case "$*" in 'containerapp update'*) echo "updated: $*" ;; *) return 1 ;; esac; }`;
    const script = `. deploy/guide.sh\n${failingAz}\n${blocks.filter(updatesService).join('\n')}\ntrue`;
    const { stdout } = await run('bash', ['-c', script], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: home, ACR_HOST: 'fabrikam.azurecr.io', VERSION: '1' },
    });
    expect(stdout).not.toContain('updated: ');
    rmSync(home, { recursive: true });
  },
);
