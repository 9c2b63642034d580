import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** Names the assets of the build that a folder holds. The service serves no file whose name begins with a dot. */
const listFile = '.build.json';
const assetFolder = 'assets/';

/**
 * Puts a build of the app where the service finds it, and leaves the assets of the build before in place: a page that
 * was loaded before can still load its parts. Assets of earlier builds are removed. Their names hold a hash of their
 * content, so two builds never mean different files by one name.
 *
 * Pages come after the assets that they name, and nothing is removed before: a service that serves the folder meanwhile
 * misses no file.
 */
export function publish(built: string, site: string): { carried: readonly string[] } {
  const files = filesIn(built);
  const isNew = new Set(files);
  const carried = assetsOf(site).filter((file) => !isNew.has(file) && existsSync(join(site, file)));
  const isAsset = (file: string): boolean => file.startsWith(assetFolder);
  for (const file of [...files.filter(isAsset), ...files.filter((file) => !isAsset(file))]) {
    mkdirSync(dirname(join(site, file)), { recursive: true });
    cpSync(join(built, file), join(site, file));
  }
  const kept = new Set([...files, ...carried]);
  for (const file of filesIn(site)) if (!kept.has(file)) rmSync(join(site, file));
  writeFileSync(join(site, listFile), `${JSON.stringify({ assets: files.filter(isAsset) })}\n`);
  return { carried };
}

/** What the build in that folder made itself, without what it took over; a source map serves no page. */
function assetsOf(site: string): readonly string[] {
  const list = join(site, listFile);
  if (!existsSync(list)) return [];
  const { assets } = JSON.parse(readFileSync(list, 'utf8')) as { assets: string[] };
  return assets.filter((file) => !file.endsWith('.map'));
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => file.split(sep).join('/'));
}
