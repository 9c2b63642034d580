import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestService, type TestService } from '../server/fixtures/service.ts';
import { publishBuild } from './publish.ts';

let folder: string;
let testService: TestService | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'publish-'));
});
afterEach(async () => {
  await testService?.close();
  testService = null;
  rmSync(folder, { recursive: true });
});

const getSiteFolder = () => join(folder, 'site');
/** Publishes a build whose page loads one chunk on demand. @param id a part of the names of its files */
function publishTestBuild(id: string): void {
  const buildFolder = join(folder, id);
  mkdirSync(join(buildFolder, 'assets'), { recursive: true });
  const files = {
    'index.html': `<script src="/assets/main-${id}.js"></script>`,
    'version.json': `{"build":"${id}"}`,
    [`assets/main-${id}.js`]: `// loads settings-${id}.js`,
    [`assets/settings-${id}.js`]: `// ${id}`,
    [`assets/settings-${id}.js.map`]: '{}',
    'assets/sdk-same.js': '// the same in each build',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(buildFolder, name), text);
  publishBuild(buildFolder, getSiteFolder());
}
const getStatus = async (path: string): Promise<number> =>
  (await fetch(`${testService?.service.url}${path}`)).status;

test('C7: a page that a user loaded before a new build can still load its chunks', async () => {
  publishTestBuild('one');
  publishTestBuild('two');
  testService = await startTestService({ WEB_ROOT: getSiteFolder() });
  const chunkResponse = await fetch(`${testService.service.url}/assets/settings-one.js`);
  expect([chunkResponse.status, await chunkResponse.text()]).toEqual([200, '// one']);
  expect(chunkResponse.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(await (await fetch(testService.service.url)).text()).toContain('/assets/main-two.js');
});

test('C7: publishBuild removes no file that pages of a running service need', async () => {
  publishTestBuild('one');
  testService = await startTestService({ WEB_ROOT: getSiteFolder() });
  publishTestBuild('two');
  expect(await (await fetch(testService.service.url)).text()).toContain('/assets/main-one.js');
  expect(await getStatus('/assets/settings-one.js')).toBe(200);
});

test('publishBuild removes the assets of the build before the previous one, and the source maps of the previous build', () => {
  for (const id of ['one', 'two', 'three']) publishTestBuild(id);
  const exists = (name: string) => existsSync(join(getSiteFolder(), 'assets', name));
  expect(['main-one.js', 'settings-one.js', 'settings-two.js.map'].filter(exists)).toEqual([]);
  expect(
    ['settings-two.js', 'settings-three.js', 'settings-three.js.map', 'sdk-same.js'].filter(exists),
  ).toHaveLength(4);
});

test('publishBuild empties a folder without a list of assets, because it cannot know which build a file belongs to', () => {
  mkdirSync(join(getSiteFolder(), 'assets'), { recursive: true });
  writeFileSync(join(getSiteFolder(), 'assets/odd.js'), '');
  publishTestBuild('one');
  expect(existsSync(join(getSiteFolder(), 'assets/odd.js'))).toBe(false);
});

test('the service makes browsers revalidate the version, and does not serve the list of assets', async () => {
  publishTestBuild('one');
  testService = await startTestService({ WEB_ROOT: getSiteFolder() });
  const versionResponse = await fetch(`${testService.service.url}/version.json`);
  expect([versionResponse.headers.get('cache-control'), await versionResponse.json()]).toEqual([
    'no-cache',
    { build: 'one' },
  ]);
  expect((await fetch(testService.service.url)).headers.get('cache-control')).toBe('no-cache, no-store');
  expect(await getStatus('/.build.json')).toBe(404);
});
