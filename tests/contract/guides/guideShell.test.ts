import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, test } from 'vitest';
import { createTestFolder } from '../../../src/server/fixtures/testFolder.ts';
import { cases, pageOfCase, readSteps, root, sharedGuide } from './guide.ts';

// These tests run `deploy/guide.sh`, whose functions the blocks of the guides use.
const run = promisify(execFile);
let home = '';
beforeEach(() => (home = createTestFolder()));
const createOptions = (env = {}) => ({ cwd: root, env: { PATH: process.env['PATH'], HOME: home, ...env } });

const keep = (pair: string) =>
  spawnSync('bash', ['-c', '. deploy/guide.sh && keep "$0"', pair], { ...createOptions(), encoding: 'utf8' });
const valuesFile = () => join(home, 'switchboard-values.sh');

test('keep stores a list', () => {
  expect(keep('TENANTS=a,b,c').stdout).toBe('TENANTS=a,b,c\n');
  expect(readFileSync(valuesFile(), 'utf8')).toContain('TENANTS=a');
});

test.each(['TENANTS=', 'TENANTS=,b', 'TENANTS=a,', 'TENANTS=a,,c'])(
  'keep refuses %s, because the command that should print the missing value has failed',
  (pair) => {
    const { status, stderr } = keep(pair);
    expect([status, stderr]).toEqual([1, expect.stringContaining('STOP: TENANTS has no value')]);
    expect(existsSync(valuesFile())).toBe(false);
  },
);

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
    const failingAz = `az() { case "$*" in 'containerapp update'*) echo "updated: $*" ;; *) return 1 ;; esac; }`;
    const script = `. deploy/guide.sh\n${failingAz}\n${blocks.filter(updatesService).join('\n')}\ntrue`;
    const options = createOptions({ ACR_HOST: 'fabrikam.azurecr.io', VERSION: '1' });
    const { stdout } = await run('bash', ['-c', script], options);
    expect(stdout).not.toContain('updated: ');
  },
);
