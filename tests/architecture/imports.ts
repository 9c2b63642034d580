import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export interface Import {
  /** The path of the importing file from the project's root. */
  readonly from: string;
  /** The path of the imported file from the project's root, or the name of a package. */
  readonly to: string;
  /** Whether the statement is `import type …`, which the compiler removes. */
  readonly isTypeOnly: boolean;
}

const root = resolve(import.meta.dirname, '../..');

/** Lists the TypeScript files in a folder and its subfolders, as paths from the project's root. */
export const listSourceFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && statSync(join(root, file)).isFile());

/**
 * Finds imports with and without names, exports from another file, and dynamic imports. The groups capture, in this order:
 * - the keyword `type` of a static import
 * - the specifier of a static import
 * - the keyword `typeof` before `import('…')`, which makes it a type
 * - the specifier of a dynamic import
 */
const importPattern =
  /(?:^|[\n;])\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]/g;

export function findImports(file: string, text = readFileSync(join(root, file), 'utf8')): Import[] {
  const textWithoutComments = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
  return [...textWithoutComments.matchAll(importPattern)].map((match) => {
    const [, typeKeyword, staticSpecifier, typeofKeyword, dynamicSpecifier] = match;
    const specifier = staticSpecifier ?? dynamicSpecifier ?? '';
    const to = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/')
      : specifier;
    return { from: file, to, isTypeOnly: Boolean(typeKeyword ?? typeofKeyword) };
  });
}

export const exists = (file: string): boolean => existsSync(join(root, file));
