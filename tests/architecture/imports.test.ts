import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exists, findImports, listSourceFiles, type Import } from './imports.ts';
import { rules } from './rules.ts';
import { findImportFault } from './importFault.ts';

const allImports = listSourceFiles('src').flatMap((file) => findImports(file));
const formatImport = ({ from, to }: Import) => `${from} → ${to}`;
/** Checks the imports in a line of code as if the line stood in the file `from`. */
const checkLine = (from: string, line: string) =>
  findImports(from, line).map((foundImport) => findImportFault(foundImport));

/**
 * Finds import cycles. Type-only imports count: if each of two files needs the other's types, nobody can understand one file
 * before the other.
 * @returns the imports within cycles, and those that lead from one cycle to another
 */
function findCycles(imports: readonly Import[]): readonly Import[] {
  const importing = new Set(imports.map(({ from }) => from));
  const imported = new Set(imports.map(({ to }) => to));
  // A file that imports none of the files, or that none of them imports, is in no cycle.
  const remaining = imports.filter(({ from, to }) => imported.has(from) && importing.has(to));
  return remaining.length === imports.length ? imports : findCycles(remaining);
}

describe('the table in rules.ts', () => {
  it('allows every import in src', () => {
    const faults = allImports.map((foundImport) => [formatImport(foundImport), findImportFault(foundImport)]);
    expect(faults.filter(([, reason]) => reason !== null)).toEqual([]);
  });

  it('applies to all relative imports, each of which names an existing file', () => {
    const ownImports = allImports.filter(({ to }) => to.startsWith('src/') || to.startsWith('public/'));
    // Far fewer imports would mean that `findImports` no longer finds them.
    expect(ownImports.length).toBeGreaterThan(100);
    expect(ownImports.filter(({ to }) => !exists(to)).map(formatImport)).toEqual([]);
  });

  it('names only folders that exist', () => {
    expect(rules.map(({ folder }) => folder).filter((folder) => !exists(folder))).toEqual([]);
  });

  it.each([
    ['src/contract/exchange.ts', `import { start } from '../web/assembly/start.ts';`],
    ['src/web/calling/phone.ts', `import { useState } from 'react';`],
    ['src/web/calling/phone.ts', `import { CallClient } from '@azure/communication-calling';`],
    ['src/web/features/mute/mute.ts', `import { hold } from '../hold/hold.ts';`],
    ['src/web/features/mute/mute.ts', `import { ProblemList } from '../../areas/notices/ProblemList.tsx';`],
    ['src/web/features/mute/mute.ts', `const sdk = await import('@azure/communication-calling');`],
    ['src/web/screens/PhoneScreen.tsx', `import { createPhone } from '../calling/phone.ts';`],
    ['src/web/screens/PhoneScreen.tsx', `import type { Call } from '@azure/communication-calling';`],
    ['src/web/backend/tokenHook.ts', `import { start } from '../auth/start.ts';`],
    ['src/web/assembly/start.ts', `import { readFileSync } from 'node:fs';`],
    ['src/emulator/wire/protocol.ts', `import { Hono } from 'hono';`],
  ])('refuses in %s the line `%s`', (from, line) => {
    expect(checkLine(from, line)).toEqual([expect.any(String)]);
  });

  it('allows type-only imports of the SDK where it refuses imports of values', () => {
    const line = `import type { TeamsCall } from '@azure/communication-calling';`;
    expect(checkLine('src/web/calling/phone.ts', line)).toEqual([null]);
  });
});

describe('findCycles', () => {
  it('finds a cycle of three files that includes a type-only import', () => {
    const imports = ['ab', 'bc', 'ca', 'cd', 'ea'].map(([from = '', to = '']) => ({
      from,
      to,
      isTypeOnly: from === 'b',
    }));
    expect(findCycles(imports).map(formatImport)).toEqual(['a → b', 'b → c', 'c → a']);
  });

  it('finds no cycle in src', () => {
    expect(findCycles(allImports).map(formatImport)).toEqual([]);
  });
});

describe('the app and the token service', () => {
  it('do not mention the emulator in any file', () => {
    const filesWithEmulator = [...listSourceFiles('src/web'), ...listSourceFiles('src/server')].filter(
      (file) => !/\.test\.tsx?$|\/fixtures\//.test(file) && /emulator/i.test(readFileSync(file, 'utf8')),
    );
    expect(filesWithEmulator).toEqual([]);
  });
});
