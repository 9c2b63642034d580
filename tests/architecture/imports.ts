import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** One import of one file, as paths from the project's root; `to` is a package's name when it is not ours. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Erased by the compiler: `import type …`. */
  readonly typeOnly: boolean;
}

const root = resolve(import.meta.dirname, '../..');

export const sourceFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && statSync(join(root, file)).isFile());

// Static, side-effect, re-export and dynamic forms; `typeof import('…')` is a type.
const forms =
  /(?:^|[\n;])\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]/g;

/** @param file path from the project's root; @param text its content, by default as it is on disk. */
export function importsOf(file: string, text = readFileSync(join(root, file), 'utf8')): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
  return [...code.matchAll(forms)].map(([, typed, plain, typeOf, dynamic]) => {
    const specifier = plain ?? dynamic ?? '';
    const to = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/')
      : specifier;
    return { from: file, to, typeOnly: Boolean(typed ?? typeOf) };
  });
}

export const exists = (file: string): boolean => existsSync(join(root, file));
