import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'prettier';
import { matrix, refusedMembers, type FeatureName, type Status } from '../emulator/sdk/features/matrix.ts';

const root = resolve(import.meta.dirname, '../..');
const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const tableHead = (...names: string[]): string => `${row(...names)}\n${row(...names.map(() => '---'))}`;
const features = Object.entries(matrix) as [FeatureName, (typeof matrix)[FeatureName]][];
const statuses: readonly Status[] = ['real', 'simulated', 'refused'];

/** Every feature with its status and how it is implemented, followed by the refused members. */
function wholeTable(): string {
  const rows = features.map(([name, { status, how, instead }]) =>
    row(`\`${name}\``, status, instead ? `${how}. Instead: ${instead}` : how),
  );
  const members = Object.entries(refusedMembers).map(([member, instead]) => row(`\`${member}\``, instead));
  return `${tableHead('feature', '', 'how')}\n${rows.join('\n')}

Refused outside the features:

${tableHead('member', 'instead')}\n${members.join('\n')}`;
}

/** The features by status, in three lines. */
function shortTable(): string {
  const rows = statuses.map((status) => {
    const names = features.filter(([, entry]) => entry.status === status).map(([name]) => name);
    return row(status, names.length > 0 ? names.join(', ') : 'none');
  });
  return `${tableHead('feature', 'which')}\n${rows.join('\n')}`;
}

const pages = { 'docs/emulator-differences.md': wholeTable, 'README.md': shortTable };

/**
 * Makes the pages with current tables between `<!-- features -->` and `<!-- /features -->`.
 *
 * @returns for each page its path, its present text and the text that it must have
 * @throws Error when a page lacks these marks
 */
export async function featurePages(): Promise<{ path: string; current: string; text: string }[]> {
  return Promise.all(
    Object.entries(pages).map(async ([name, table]) => {
      const path = join(root, name);
      const current = readFileSync(path, 'utf8');
      const [before, after] = [current.split('<!-- features -->')[0], current.split('<!-- /features -->')[1]];
      if (after === undefined) throw new Error(`${name} has no place for the features.`);
      const text = `${before}<!-- features -->\n\n${table()}\n\n<!-- /features -->${after}`;
      return {
        path,
        current,
        text: await format(text, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' }),
      };
    }),
  );
}
