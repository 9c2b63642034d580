import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
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

/**
 * The groups whose keys the code puts together: the call of `t`, perhaps a condition, and a template with a placeholder, such as
 * t(`problems.${code}`).
 */
const composedGroups = [...code.matchAll(/\bt\([^`)]*`([\w.-]+)\.\$\{/g)].map(([, group = '']) => group);

/** In these groups the code puts together the listed keys only. */
const composedKeys: Readonly<Record<string, readonly string[]>> = {
  consent: ['refused', 'denied', 'byAdmin'],
  history: ['today', 'yesterday'],
  people: ['mute', 'spotlight', 'unspotlight', 'lowerHand', 'remove'],
  permissions: ['calls', 'service', 'exchange', 'byUser', 'byAdmin', 'adminOnly'],
  person: ['copied', 'notCopied'],
  rail: ['calls', 'people', 'meetings', 'settings'],
};

const isComposed = (key: string): boolean =>
  composedGroups.some(
    (group) =>
      key.startsWith(`${group}.`) && (composedKeys[group]?.includes(key.slice(group.length + 1)) ?? true),
  );

it('the code uses every text of the locale files', () => {
  const unused = keys.filter((key) => !literals.has(key) && !isComposed(key));
  expect([...new Set(unused)]).toEqual([]);
});
