import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('../../emulator-package/', import.meta.url));
const compiler = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));

/**
 * Writes the types of the npm package's entries. The compiler sees one file at a time (`noResolve`), so that the types of an
 * entry contain only what the entry itself declares or imports.
 * @param folder the folder for the `.d.ts` files
 * @throws Error if an entry's types import a file outside `src/emulator-package/`
 */
export function writeTypes(folder: string): void {
  const names = readdirSync(sources).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  // No entry imports `manifest.ts`: only the build of the package uses it.
  const files = names.filter((file) => !file.endsWith('.d.ts') && file !== 'manifest.ts');
  const options = [
    '--declaration --emitDeclarationOnly --isolatedDeclarations --noResolve --noCheck --ignoreConfig',
    '--target es2023 --module esnext --moduleResolution bundler',
  ].flatMap((text) => text.split(' '));
  const paths = files.map((file) => join(sources, file));
  const command = [compiler, ...options, '--rootDir', sources, '--outDir', folder, ...paths];
  execFileSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] });
  for (const file of names.filter((name) => name.endsWith('.d.ts')))
    copyFileSync(join(sources, file), join(folder, basename(file)));
  for (const file of readdirSync(folder)) {
    // The package has `.js` files, and Node's resolution of types needs this ending.
    const types = readFileSync(join(folder, file), 'utf8').replaceAll(
      /((?:from |import\()'\.\/\w+)\.ts'/g,
      "$1.js'",
    );
    const [leak] = /from '\.(\.|\/\w+\/)[^']*'/.exec(types) ?? [];
    if (leak) throw new Error(`The types in ${file} need a file that is not in the package: ${leak}.`);
    writeFileSync(join(folder, file), types);
  }
}
