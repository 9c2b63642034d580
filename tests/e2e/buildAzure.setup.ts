import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { azureBuild, azureCopy } from './system.ts';

test('npm run build', () => {
  test.setTimeout(180_000);
  execFileSync('npm', ['run', 'build'], { stdio: 'inherit' });
  cpSync(join(azureBuild, 'web'), azureCopy, { recursive: true });
});
