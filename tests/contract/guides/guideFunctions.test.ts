import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from './guide.ts';

describe('keep', () => {
  let home = '';
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'guide-home-'))));
  afterEach(() => rmSync(home, { recursive: true }));
  const keep = (pair: string) =>
    spawnSync('bash', ['-c', '. deploy/guide.sh && keep "$0"', pair], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: home },
      encoding: 'utf8',
    });
  const valuesFile = () => join(home, 'switchboard-values.sh');

  test('stores a list', () => {
    expect(keep('TENANTS=a,b,c').stdout).toBe('TENANTS=a,b,c\n');
    expect(readFileSync(valuesFile(), 'utf8')).toContain('TENANTS=a');
  });

  test.each(['TENANTS=', 'TENANTS=,b', 'TENANTS=a,', 'TENANTS=a,,c'])(
    'refuses %s, because the command that should print the missing value has failed',
    (pair) => {
      const { status, stderr } = keep(pair);
      expect(status).toBe(1);
      expect(stderr).toContain('STOP: TENANTS has no value');
      expect(existsSync(valuesFile())).toBe(false);
    },
  );
});
