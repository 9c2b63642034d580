import { execFileSync } from 'node:child_process';
import { test } from '@playwright/test';

test('npm run build succeeds', () => {
  test.setTimeout(180_000);
  execFileSync('npm', ['run', 'build'], { stdio: 'inherit' });
});
