import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestFolder } from '../server/fixtures/testFolder.ts';
import { appendLicence, appendNotices } from './notices.ts';

test('S15: the licence of a copied package, and the notices of bundled packages alone, follow the licences of Vite', () => {
  const folder = createTestFolder();
  const packages = join(folder, 'node_modules');
  const files = {
    '@scope/sdk/package.json': '{ "version": "2.0.0" }',
    '@scope/sdk/LICENSE': 'Terms of the sdk\n',
    '@scope/sdk/NOTICES.txt': 'of the sdk',
    'plain/NOTICE': 'of the plain',
    'unused/NOTICE': 'of the unused',
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(packages, file, '..'), { recursive: true });
    writeFileSync(join(packages, file), text);
  }
  // Vite lists the package `plain`, and `gone`, which is not installed.
  const file = join(folder, 'notices.md');
  const licences = '# Licenses\n\n## plain - 1.0.0 (MIT)\n\n## gone - 1.0.0 (MIT)\n';
  writeFileSync(file, licences);
  appendLicence(file, '@scope/sdk', packages);
  appendNotices(file, packages);
  expect(readFileSync(file, 'utf8')).toBe(
    `${licences}\n## @scope/sdk - 2.0.0\n\nTerms of the sdk\n\n## Notices of plain\n\nof the plain\n\n## Notices of @scope/sdk\n\nof the sdk\n`,
  );
});
