import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const sdkName = '@azure/communication-calling';
/** The version with which the drop-in SDK (the emulator's replacement for the Calling SDK) was compared member by member. */
export const comparedSdkVersion = '2.0.0';
/** The oldest version whose apps were tried. */
const oldestSdkVersion = '1.20.0';

/**
 * Compares the Calling SDK that a project has with the drop-in SDK.
 * @param folder a folder of the project.
 * @returns a sentence for the developer; `undefined` if the version fits, or the project has no Calling SDK.
 */
export function describeSdkDifference(folder: string): string | undefined {
  const version = readInstalledVersion(resolve(folder));
  if (version === undefined) return undefined;
  const subject = `acs-calling-emulator: the project has ${sdkName} ${version}`;
  if (compareVersions(version, oldestSdkVersion) < 0)
    return `${subject}, but the drop-in SDK behaves like ${comparedSdkVersion}: install ${oldestSdkVersion} or later.`;
  if (compareVersions(version, comparedSdkVersion) > 0)
    return `${subject}, but the drop-in SDK was compared with ${comparedSdkVersion}: what is newer may be missing.`;
  return undefined;
}

/** Looks for the package as Node does: in the folder, and in the folders above it. */
function readInstalledVersion(folder: string): string | undefined {
  const manifest = join(folder, 'node_modules', sdkName, 'package.json');
  if (existsSync(manifest))
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string }).version;
  const parent = dirname(folder);
  return parent === folder ? undefined : readInstalledVersion(parent);
}

/** Compares major, minor and patch versions. A beta counts as its version. */
function compareVersions(version: string, other: string): number {
  const [numbers, otherNumbers] = [version, other].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  const differences = (numbers ?? []).map((number, index) => number - (otherNumbers?.[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
