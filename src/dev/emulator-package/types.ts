import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('../../emulator-package/', import.meta.url));
const compiler = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
const internalFiles = new Set(['manifest.ts']);

/**
 * Writes the types of the npm package's entries. The compiler sees one file at a time (`noResolve`), so the types of an entry
 * can contain only what the entry itself declares or imports from a package.
 * @param folder the folder for the `.d.ts` files
 * @throws Error if an entry's types import a file outside `src/emulator-package/`
 */
export function writeTypes(folder: string): void {
  const names = readdirSync(sources).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const files = names.filter((file) => !file.endsWith('.d.ts') && !internalFiles.has(file));
  const options =
    '--declaration --emitDeclarationOnly --isolatedDeclarations --noResolve --noCheck --ignoreConfig'.split(
      ' ',
    );
  const target = '--target es2023 --module esnext --moduleResolution bundler'.split(' ');
  const paths = files.map((file) => join(sources, file));
  execFileSync(
    process.execPath,
    [compiler, ...options, ...target, '--rootDir', sources, '--outDir', folder, ...paths],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  for (const file of names.filter((name) => name.endsWith('.d.ts')))
    copyFileSync(join(sources, file), join(folder, basename(file)));
  for (const file of readdirSync(folder)) {
    // Node's resolution of types needs the file endings that the package has.
    const types = readFileSync(join(folder, file), 'utf8').replaceAll(
      /((?:from |import\()'\.\/\w+)\.ts'/g,
      "$1.js'",
    );
    const [leak] = /from '\.(\.|\/\w+\/)[^']*'/.exec(types) ?? [];
    if (leak) throw new Error(`The types in ${file} need a file that is not in the package: ${leak}.`);
    writeFileSync(join(folder, file), types);
  }
}
