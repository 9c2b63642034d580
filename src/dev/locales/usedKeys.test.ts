import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { dynamicGroups } from './dynamicGroups.ts';
import { readWords } from './files.ts';
import { isKeyOfBuild, listTexts } from './split.ts';

const webFolder = resolve(import.meta.dirname, '../../web');
const code = readdirSync(webFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|fixtures/.test(file))
  .map((file) => readFileSync(join(webFolder, file), 'utf8'))
  .join('\n');

/** The string literals of the code. Some of them are keys. */
const literals = new Set([...code.matchAll(/['"`]([\w.-]+)['"`]/g)].map(([, literal = '']) => literal));
/** The keys of all texts, without the suffixes of plural forms. */
const keys = listTexts(readWords('en'))
  .filter(([key]) => !isKeyOfBuild(key))
  .map(([key]) => key.replace(/_(?:zero|one|two|few|many|other)$/, ''));

const isInDynamicGroup = (key: string): boolean =>
  Object.entries(dynamicGroups).some(([group, names]) => {
    if (!key.startsWith(`${group}.`)) return false;
    return names === 'all' || names.includes(key.slice(group.length + 1));
  });

it('the code uses every text of the locale files', () => {
  const unused = keys.filter((key) => !literals.has(key) && !isInDynamicGroup(key));
  expect([...new Set(unused)]).toEqual([]);
});

it('the code puts together keys of the listed groups only', () => {
  // The call of `t`, perhaps a condition, and a template with a placeholder, such as t(`problems.${code}`).
  const composed = [...code.matchAll(/\bt\([^`)]*`([\w.-]+)\.\$\{/g)].map(([, group = '']) => group);
  expect([...new Set(composed)].sort()).toEqual(Object.keys(dynamicGroups).sort());
});

it('the list of dynamic keys names only keys that exist', () => {
  const listed = Object.entries(dynamicGroups).flatMap(([group, names]) =>
    names === 'all' ? [] : names.map((name) => `${group}.${name}`),
  );
  expect(listed.filter((key) => !keys.includes(key))).toEqual([]);
});
