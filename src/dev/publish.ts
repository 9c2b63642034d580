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

/** Lists the assets of the build in a folder. The service serves no file whose name begins with a dot. */
const listFile = '.build.json';
const assetFolder = 'assets/';

/**
 * Copies a build of the app to the folder of the service, and keeps the assets of the previous build, so that a
 * page that was loaded before can still load its chunks. Assets of earlier builds are removed. Their names
 * contain a hash of their content, so two builds never use one name for different files.
 *
 * It copies assets before the pages that name them and removes files last, so that a running service misses no
 * file.
 *
 * @param built folder of the new build
 * @param site folder that the service serves
 * @returns the assets of the previous build that were kept
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

/** The assets that the build in a folder made itself, without kept ones and source maps. */
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
