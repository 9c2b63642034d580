import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The file that lists the assets of a build. The service does not serve it, because its name begins with a dot. */
const listFile = '.build.json';
const assetFolder = 'assets/';

/**
 * Copies a build of the app to the folder that the service serves. It keeps the assets of the previous build, so that a page
 * that a user has already loaded can still load its chunks, and removes those of earlier builds. The names of assets contain a
 * hash of their content, so two builds never use the same name for different files.
 *
 * It copies assets before the pages that load them, and removes files last, so that a running service always finds its files.
 */
export function publishBuild(buildFolder: string, siteFolder: string): void {
  const newFiles = listFiles(buildFolder);
  const newFileSet = new Set(newFiles);
  const keptAssets = readAssetList(siteFolder).filter(
    (file) => !newFileSet.has(file) && existsSync(join(siteFolder, file)),
  );
  const isAsset = (file: string): boolean => file.startsWith(assetFolder);
  for (const file of [...newFiles.filter(isAsset), ...newFiles.filter((file) => !isAsset(file))]) {
    mkdirSync(dirname(join(siteFolder, file)), { recursive: true });
    cpSync(join(buildFolder, file), join(siteFolder, file));
  }
  const neededFiles = new Set([...newFiles, ...keptAssets]);
  for (const file of listFiles(siteFolder)) if (!neededFiles.has(file)) rmSync(join(siteFolder, file));
  writeFileSync(join(siteFolder, listFile), `${JSON.stringify({ assets: newFiles.filter(isAsset) })}\n`);
}

/** Reads which assets the last build created, without its source maps. */
function readAssetList(siteFolder: string): readonly string[] {
  const list = join(siteFolder, listFile);
  if (!existsSync(list)) return [];
  const { assets } = JSON.parse(readFileSync(list, 'utf8')) as { assets: string[] };
  return assets.filter((file) => !file.endsWith('.map'));
}

/** @returns the paths of all files, relative to the folder, with slashes */
function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'));
}
