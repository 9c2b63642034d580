import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestService, type TestService } from '../server/fixtures/service.ts';
import { publish } from './publish.ts';

let folder: string;
let running: TestService | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'publish-'));
});
afterEach(async () => {
  await running?.close();
  running = null;
  rmSync(folder, { recursive: true });
});

const site = () => join(folder, 'site');
/** Publishes a build whose page loads one chunk on demand. */
function build(id: string): void {
  const built = join(folder, id);
  mkdirSync(join(built, 'assets'), { recursive: true });
  const files = {
    'index.html': `<script src="/assets/main-${id}.js"></script>`,
    'version.json': `{"build":"${id}"}`,
    [`assets/main-${id}.js`]: `// loads settings-${id}.js`,
    [`assets/settings-${id}.js`]: `// ${id}`,
    [`assets/settings-${id}.js.map`]: '{}',
    'assets/sdk-same.js': '// the same in each build',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(built, name), text);
  publish(built, site());
}
const statusOf = async (path: string): Promise<number> =>
  (await fetch(`${running?.service.url}${path}`)).status;

test('C7: lets a page that was loaded before a redeploy load its chunks', async () => {
  build('one');
  build('two');
  running = await startTestService({ WEB_ROOT: site() });
  const part = await fetch(`${running.service.url}/assets/settings-one.js`);
  expect([part.status, await part.text()]).toEqual([200, '// one']);
  expect(part.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(await (await fetch(running.service.url)).text()).toContain('/assets/main-two.js');
});

test('C7: removes no file that pages of a running service need', async () => {
  build('one');
  running = await startTestService({ WEB_ROOT: site() });
  build('two');
  expect(await (await fetch(running.service.url)).text()).toContain('/assets/main-one.js');
  expect(await statusOf('/assets/settings-one.js')).toBe(200);
});

test('removes the build before the previous one, and source maps of the previous one', () => {
  for (const id of ['one', 'two', 'three']) build(id);
  const exists = (name: string) => existsSync(join(site(), 'assets', name));
  expect(['main-one.js', 'settings-one.js', 'settings-two.js.map'].filter(exists)).toEqual([]);
  expect(
    ['settings-two.js', 'settings-three.js', 'settings-three.js.map', 'sdk-same.js'].filter(exists),
  ).toHaveLength(4);
});

test('empties a folder without a list of files, because the build of each file is unknown', () => {
  mkdirSync(join(site(), 'assets'), { recursive: true });
  writeFileSync(join(site(), 'assets/odd.js'), '');
  build('one');
  expect(existsSync(join(site(), 'assets/odd.js'))).toBe(false);
});

test('makes browsers revalidate the version, and does not serve the list of a build', async () => {
  build('one');
  running = await startTestService({ WEB_ROOT: site() });
  const version = await fetch(`${running.service.url}/version.json`);
  expect([version.headers.get('cache-control'), await version.json()]).toEqual([
    'no-cache',
    { build: 'one' },
  ]);
  expect((await fetch(running.service.url)).headers.get('cache-control')).toBe('no-cache, no-store');
  expect(await statusOf('/.build.json')).toBe(404);
});
