import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { comparedSdkVersion, describeSdkDifference } from './installedSdk.ts';

test('the drop-in SDK is compared with the SDK of this project', () => {
  expect(packageJson.dependencies['@azure/communication-calling']).toBe(comparedSdkVersion);
});

test.each([
  [
    '1.13.1',
    'has @azure/communication-calling 1.13.1, but the drop-in SDK behaves like 2.0.0: install 1.20.0 or later.',
  ],
  ['2.1.0-beta.1', 'was compared with 2.0.0: what is newer may be missing.'],
  ['10.0.0', 'what is newer may be missing.'],
  ['1.20.0', undefined],
  ['1.37.0-beta.2', undefined],
  ['2.0.0', undefined],
])('for an SDK of version %s the emulator says: %s', (version, sentence) => {
  const folder = mkdtempSync(join(tmpdir(), 'installed-sdk-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const sdk = join(folder, 'node_modules/@azure/communication-calling');
  mkdirSync(sdk, { recursive: true });
  writeFileSync(join(sdk, 'package.json'), JSON.stringify({ version }));
  mkdirSync(join(folder, 'app'));
  const difference = describeSdkDifference(join(folder, 'app'));
  if (sentence === undefined) expect(difference).toBeUndefined();
  else expect(difference).toContain(sentence);
});
