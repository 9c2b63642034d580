import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isFirstScreenKey, firstScreenKeys } from '../../src/dev/locales/split.ts';
import { catalogue } from '../../src/web/errors/catalogue.ts';
import { findImports } from './imports.ts';

/** Finds the files that the entry of the app imports statically, so that the first screen loads them. */
function listEntryFiles(): string[] {
  const files = new Set<string>();
  const queue = ['src/web/main.tsx'];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    if (!/\.tsx?$/.test(file)) continue;
    const text = readFileSync(file, 'utf8');
    // The build removes types. Dynamic imports are chunks of their own.
    const staticImports = findImports(file, text.replaceAll(/\bimport\(/g, 'loadLater('));
    for (const { to, isTypeOnly } of staticImports) if (!isTypeOnly && to.startsWith('src/')) queue.push(to);
  }
  return [...files];
}

/**
 * Finds the translation keys in calls of `t`: whole keys, or their beginning up to a placeholder. Leaves out problems, whose codes
 * the test below finds.
 */
const findKeys = (text: string): string[] =>
  [...text.matchAll(/\bt\(\s*(?:\w+ \? )?['`]([\w.-]+)/g)]
    .map(([, key = '']) => key.replace(/\.$/, ''))
    .filter((key) => key !== 'problems');

it('src/dev/locales/split.ts lists every text that the first screen uses', () => {
  const entryFiles = listEntryFiles();
  expect(entryFiles).toContain('src/web/screens/SignInScreen.tsx');
  const keys = entryFiles.flatMap((file) =>
    /\.tsx?$/.test(file) ? findKeys(readFileSync(file, 'utf8')).map((key) => `${file}: ${key}`) : [],
  );
  expect(keys.length).toBeGreaterThan(15);
  expect(keys.filter((line) => !isFirstScreenKey(line.split(': ')[1] ?? ''))).toEqual([]);
});

it('src/dev/locales/split.ts lists the problems that a page can have before the signed-in part has loaded, and no others', () => {
  const texts = listEntryFiles()
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('/catalogue.ts'))
    .map((file) => readFileSync(file, 'utf8'));
  const isIn = (code: string) => (text: string) =>
    text.includes(`'${code}'`) ||
    // Such as `storage-${fault}`.
    [...text.matchAll(/`([\w-]+-)\$\{/g)].some(([, beginning = '']) => code.startsWith(beginning));
  const codes = Object.keys(catalogue).filter((code) => texts.some(isIn(code)));
  expect(codes).toContain('sign-in-failed');
  const listed = Object.keys(catalogue).filter((code) => isFirstScreenKey(`problems.${code}`));
  expect(listed).toEqual(codes);
});

it('the rest of the English words is in no file that the first screen loads', () => {
  expect(listEntryFiles()).not.toContain('src/web/i18n/restOfEnglish.ts');
  expect(firstScreenKeys).not.toContain('settings');
});
