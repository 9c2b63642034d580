import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'prettier';
import {
  featureMatrix,
  refusedMembers,
  type FeatureName,
  type Status,
} from '../emulator/sdk/features/matrix.ts';

const root = resolve(import.meta.dirname, '../..');
/** Creates a row of a Markdown table. */
const createRow = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const createTableHead = (...names: string[]): string =>
  `${createRow(...names)}\n${createRow(...names.map(() => '---'))}`;
/** The SDK features, and how the emulator's Calling SDK supports each of them. */
const features = Object.entries(featureMatrix) as [FeatureName, (typeof featureMatrix)[FeatureName]][];
const statuses: readonly Status[] = ['real', 'simulated', 'refused'];

/**
 * Why no step of the live hour (`npm run azure:hour`) can settle how the service implements a feature, or which step can
 * if it is not `scenarios`. A test checks that the steps exist.
 */
const stepExceptions: Partial<Record<FeatureName, string>> = {
  Transfer: '`transfer`',
  Captions: 'none: somebody would have to speak into a real microphone',
  Recording: 'none: an organizer would have to record the meeting in Teams',
  Transcription: 'none: an organizer would have to transcribe the meeting in Teams',
  PPTLive: 'none: somebody would have to present slides in Teams',
  BreakoutRooms: 'none: an organizer would have to open rooms in Teams',
  TeamsMeetingAudioConferencing: 'none: the scenario needs a meeting that only the emulator has',
  MediaAccess: 'none: the scenario needs a meeting that only the emulator has',
  VideoEffects: 'none: the effects package is not part of the hour',
};

/**
 * Creates a table of all features, each with its status and its implementation, and a table of the other SDK properties
 * and methods that the emulator refuses.
 */
function createLongTable(): string {
  const rows = features.map(([name, { status, how, instead }]) =>
    createRow(
      `\`${name}\``,
      status,
      instead ? `${how}. Instead: ${instead}` : how,
      stepExceptions[name] ?? '`scenarios`',
    ),
  );
  const members = Object.entries(refusedMembers).map(([member, instead]) =>
    createRow(`\`${member}\``, instead, 'none: the emulator refuses it on purpose'),
  );
  return `${createTableHead('feature', '', 'how', 'step of the hour')}\n${rows.join('\n')}

Refused outside the features:

${createTableHead('member', 'instead', 'step of the hour')}\n${members.join('\n')}`;
}

/** Creates a table of three rows, one for each status, with the names of its features. */
function createShortTable(): string {
  const rows = statuses.map((status) => {
    const names = features.filter(([, entry]) => entry.status === status).map(([name]) => name);
    return createRow(status, names.length > 0 ? names.join(', ') : 'none');
  });
  return `${createTableHead('feature', 'which')}\n${rows.join('\n')}`;
}

/** Maps each page that contains a feature table to the function that creates the table. */
const pages = { 'docs/emulator-differences.md': createLongTable, 'README.md': createShortTable };

/**
 * Creates the text of each page that contains a feature table. The table stands between the marks `<!-- features -->`
 * and `<!-- /features -->`.
 *
 * @returns for each page: its path, its current text, and the text with the current table
 * @throws Error for a page without these marks
 */
export async function createFeaturePages(): Promise<{ path: string; current: string; text: string }[]> {
  return Promise.all(
    Object.entries(pages).map(async ([name, createTable]) => {
      const path = join(root, name);
      const current = readFileSync(path, 'utf8');
      const [before, after] = [current.split('<!-- features -->')[0], current.split('<!-- /features -->')[1]];
      if (after === undefined) throw new Error(`${name} has no place for the features.`);
      const text = `${before}<!-- features -->\n\n${createTable()}\n\n<!-- /features -->${after}`;
      return {
        path,
        current,
        text: await format(text, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' }),
      };
    }),
  );
}
