import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startTestService } from '../server/fixtures/service.ts';
import { createTestFolder } from '../server/fixtures/testFolder.ts';
import { publishBuild } from './publish.ts';

let folder: string;
beforeEach(() => (folder = createTestFolder()));

const getSiteFolder = () => join(folder, 'site');
async function serveSite() {
  const testService = await startTestService({ WEB_ROOT: getSiteFolder() });
  onTestFinished(() => testService.close());
  return (path: string) => fetch(testService.service.url + path);
}
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

test('C7: a page that a user loaded before a new build can still load its chunks', async () => {
  publishTestBuild('one');
  publishTestBuild('two');
  const request = await serveSite();
  expect(await (await request('/assets/settings-one.js')).text()).toBe('// one');
  expect(await (await request('/')).text()).toContain('/assets/main-two.js');
  // The list of assets is for `publishBuild` alone.
  expect((await request('/.build.json')).status).toBe(404);
});

test('C7: publishBuild removes no file that pages of a running service need', async () => {
  publishTestBuild('one');
  const request = await serveSite();
  publishTestBuild('two');
  expect(await (await request('/')).text()).toContain('/assets/main-one.js');
  expect((await request('/assets/settings-one.js')).status).toBe(200);
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
