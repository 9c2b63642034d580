import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendLicence, appendNotices } from './notices.ts';

test('S15: appendNotices appends the notices of bundled packages, and no others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notices-'));
  const packages = join(folder, 'node_modules');
  const notices = {
    '@scope/sdk/NOTICES.txt': 'of the sdk',
    'plain/LICENSE': 'x',
    'unused/NOTICE': 'of the unused',
  };
  for (const [file, text] of Object.entries(notices)) {
    mkdirSync(join(packages, file, '..'), { recursive: true });
    writeFileSync(join(packages, file), text);
  }
  // Vite lists the packages `@scope/sdk` and `plain`, and `gone`, which is not installed.
  const file = join(folder, 'notices.md');
  writeFileSync(
    file,
    '# Licenses\n\n## @scope/sdk - 2.0.0 (MIT)\n\n## plain - 1.0.0 (MIT)\n\n## gone - 1.0.0 (MIT)\n',
  );
  appendNotices(file, packages);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('## Notices of @scope/sdk\n\nof the sdk\n');
  expect(text).not.toContain('unused');
  rmSync(folder, { recursive: true });
});

test('appendLicence appends the licence of a copied package, whose notices can then follow', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notices-'));
  const packageFolder = join(folder, '@scope/sdk');
  mkdirSync(packageFolder, { recursive: true });
  writeFileSync(join(packageFolder, 'package.json'), '{ "version": "2.0.0" }');
  writeFileSync(join(packageFolder, 'LICENSE'), 'Terms of the sdk\n');
  writeFileSync(join(packageFolder, 'NOTICES.txt'), 'of the sdk');
  const file = join(folder, 'notices.md');
  writeFileSync(file, '# Licenses\n');
  appendLicence(file, '@scope/sdk', folder);
  appendNotices(file, folder);
  expect(readFileSync(file, 'utf8')).toBe(
    '# Licenses\n\n## @scope/sdk - 2.0.0\n\nTerms of the sdk\n\n## Notices of @scope/sdk\n\nof the sdk\n',
  );
  rmSync(folder, { recursive: true });
});
