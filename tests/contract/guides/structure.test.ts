import { describe, expect, test } from 'vitest';
import { readGuide, readSteps } from './guide.ts';

const guides = ['fabrikam-in-production.md', 'contoso-in-production.md', 'deploy-replicas.md'];
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

  test('every function of deploy/guide.sh that the page explains is used on it', () => {
    const explained = readGuide(guide).replaceAll('. deploy/guide.sh', '');
    for (const name of ['keep', 'add_permission', 'tenant_of', 'fill_in'])
      expect(explained.match(new RegExp(`\\b${name}\\b`, 'g'))?.length).not.toBe(1);
  });
});

test.each([
  'Run the blocks',
  'Check that you may start',
  'Add the permissions',
  'Build the image',
  'Tell your users',
  'The next version',
])('the step "%s" is the same in both production guides, word for word', (name) => {
  const [fabrikam, contoso] = ['fabrikam-in-production.md', 'contoso-in-production.md'].map((guide) =>
    readSteps(guide).find(({ title }) => title.replace(/^\d+\. /, '') === name),
  );
  expect(fabrikam?.text).toBeDefined();
  expect(fabrikam?.text).toBe(contoso?.text);
});
