import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  cases,
  pageOfCase,
  readGuide,
  readSteps,
  readStepsOfCase,
  replicasGuide,
  root,
  sharedGuide,
} from './guide.ts';

const guides = [sharedGuide, ...cases.map(pageOfCase), replicasGuide];
const readActiveSteps = (guide: string) => readSteps(guide).filter(({ blocks }) => blocks.length > 0);

const tableOfFailures =
  /\n\*\*If not:\*\*\n\n\| you see +\| do +\| who +\|\n\| -+ \| -+ \| -+ \|\n((?:\|.*\|\n)+)/;

describe.each(guides)('%s', (guide) => {
  const steps = readActiveSteps(guide);

  test.each(steps)(
    'the step $title says at its end what you see, and if not, what to do and who does it',
    ({ text }) => {
      const seen = text.indexOf('\n**What you see now.** ');
      expect(seen).toBeGreaterThan(text.lastIndexOf('\n```\n'));
      const [table, rows = ''] = tableOfFailures.exec(text) ?? [''];
      expect(text.indexOf(table)).toBeGreaterThan(seen);
      for (const row of rows.trim().split('\n')) {
        const cells = row.split('|').slice(1, -1);
        expect(cells.map((cell) => cell.trim() !== '')).toEqual([true, true, true]);
      }
    },
  );

  test('every block says how far it was tried', () => {
    for (const { blocks } of readSteps(guide))
      for (const block of blocks)
        expect(block).toMatch(
          /^# (run by a test|parsed only: (needs Azure|needs a cluster|takes minutes))\n/,
        );
  });

  test.each(steps)(
    'a remedy in the step $title changes only variables that its blocks use',
    ({ text, blocks }) => {
      const [, rows = ''] = tableOfFailures.exec(text) ?? [];
      const changed = [
        ...rows.matchAll(/`keep (\w+)=/g),
        ...rows.matchAll(/`keep \w+=\S+ (\w+)=/g),
        ...rows.matchAll(/`unset (\w+)/g),
      ];
      for (const [, name] of changed) expect(blocks.join('\n')).toMatch(new RegExp(`\\b${name}\\b`));
    },
  );

  test('a command that makes a secret invalid stands alone in its block, so that nobody pastes it with others', () => {
    for (const block of steps.flatMap(({ blocks }) => blocks))
      if (block.includes('regenerate-key')) expect(block.trim().split('\n')).toHaveLength(2);
  });
});

test('the steps of a case that the page of the case names by their numbers exist, in this case', () => {
  for (const name of cases) {
    const numbers = new Set(readStepsOfCase(name).map(({ title }) => /^(\d+)\. /.exec(title)?.[1]));
    const text = readGuide(pageOfCase(name));
    expect(text).toContain(`(${sharedGuide})`);
    for (const [, verb, number] of text.matchAll(/(leave out )?step (\d+)/g))
      expect(numbers.has(number)).toBe(verb === undefined);
  }
});

test('every function of deploy/guide.sh is used in a block', () => {
  const code = guides
    .flatMap(readSteps)
    .flatMap(({ blocks }) => blocks)
    .join('\n');
  const functions = readFileSync(join(root, 'deploy/guide.sh'), 'utf8').matchAll(/^(\w+)\(\) \{/gm);
  for (const [, name = ''] of functions) expect(code).toContain(`${name} `);
});

test('both cases set the same variables before the steps that they share', () => {
  const variablesOf = (title: string) => {
    const block = readSteps(sharedGuide)
      .find((step) => step.title.startsWith(`${title}: `))
      ?.blocks.join('\n');
    return [...(block ?? '').matchAll(/\b([A-Z]+)=/g)].map(([, variable]) => variable);
  };
  expect(variablesOf('Fabrikam')).toEqual(['AUDIENCE', 'AUTHORITY', 'TENANTS']);
  expect(variablesOf('Contoso')).toEqual(variablesOf('Fabrikam'));
});

test('the line of main.ts that the page of Contoso replaces exists', () => {
  const [, line = ''] = /in the place of `([^`]+)`/.exec(readGuide(pageOfCase('Contoso'))) ?? [];
  expect(line).not.toBe('');
  expect(readFileSync(join(root, 'src/server/main.ts'), 'utf8').split('\n')).toContain(`  ${line}`);
});
