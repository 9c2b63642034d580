import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { listSourceFiles } from './imports.ts';

/** Attributes and properties of components that the user sees or hears. */
const visibleAttributes: ReadonlySet<string> = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'content',
  'hint',
  'label',
  'placeholder',
  'title',
  'tooltip',
  'validationMessage',
]);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;
const hasLetters = (text: unknown): boolean => typeof text === 'string' && /\p{L}/u.test(text);

/** Examples of ids, which are the same in every language. */
const examples: ReadonlySet<string> = new Set(['19:…@thread.v2']);

/** Parts of the code that show the value of one of their parts. */
const transparentTypes: ReadonlySet<string> = new Set([
  'JSXExpressionContainer',
  'ConditionalExpression',
  'LogicalExpression',
]);

/** Finds texts in the code of a component that the user would see in English in every language. */
function findLiteralTexts(file: string, code: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown, isVisible: boolean): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, isVisible);
      return;
    }
    if (!isNode(value)) return;
    if (value.type === 'JSXText' && hasLetters(value.value)) found.push(String(value.value).trim());
    if (isVisible && value.type === 'Literal' && hasLetters(value.value)) found.push(String(value.value));
    if (value.type === 'JSXAttribute') {
      const name = (value.name as Node).name;
      visit(value.value, typeof name === 'string' && visibleAttributes.has(name));
      return;
    }
    // `condition ? 'a' : 'b'` shows a text, and `t('a')` and `kind === 'a'` do not.
    const isChild = value.type === 'JSXElement' || value.type === 'JSXFragment';
    for (const [key, part] of Object.entries(value)) {
      const isShown =
        key === 'children' ? isChild : isVisible && transparentTypes.has(value.type) && key !== 'test';
      visit(part, isShown);
    }
  };
  visit(parseSync(file, code).program, false);
  return found;
}

it.each([
  ['<p>Hello</p>', 'Hello'],
  ['<button aria-label="Close" />', 'Close'],
  ["<Field label={isOn ? 'On' : t('off')} />", 'On'],
  ["<p>{isOn && 'On'}</p>", 'On'],
])('finds the text in %s', (code, text) => {
  expect(findLiteralTexts('a.tsx', `const a = ${code};`)).toEqual([text]);
});

it('the components of the app have no texts outside the locale files', () => {
  const files = listSourceFiles('src/web').filter(
    (file) => /(?<!\.test)\.tsx$/.test(file) && !file.includes('fixtures'),
  );
  expect(files.length).toBeGreaterThan(100);
  const texts = files.flatMap((file) =>
    findLiteralTexts(file, readFileSync(file, 'utf8')).flatMap((text) =>
      examples.has(text) ? [] : [`${file}: ${text}`],
    ),
  );
  expect(texts).toEqual([]);
});
