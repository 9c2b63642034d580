import { createElement, type Child } from '../../controls/page/dom.ts';
import { formatSeconds, wayMarks } from '../reading/describeEntry.ts';
import type { TraceEntry } from '../../core/recorder/traceFormat.ts';
import { paint } from './paint.ts';
import type { Row } from './traceView.ts';

const wayTexts = { up: `${wayMarks.up} from the page`, down: `${wayMarks.down} to the page` } as const;
const differenceTexts = {
  missing: 'Missing: only the good run has this entry.',
  additional: 'Additional: the good run does not have this entry.',
  changed: 'Changed: the good run has another message here.',
} as const;

/** Shows the whole message of a row and, if it differs, that of the good run. */
export function createMessage(row: Row, laneName: string): Child[] {
  const { entry, difference } = row;
  const good = difference?.kind === 'changed' ? difference.good : undefined;
  return [
    createElement('h2', {}, entry.name, entry.detail === undefined ? null : ` ${entry.detail}`),
    createElement(
      'p',
      { class: 'place' },
      `${formatSeconds(row.at)} s · ${laneName} · ${entry.kind}${entry.way ? ` · ${wayTexts[entry.way]}` : ''}`,
    ),
    difference
      ? paint(
          createElement('p', { class: 'verdict' }, differenceTexts[difference.kind]),
          `difference-${difference.kind}`,
        )
      : null,
    difference?.changes
      ? createElement(
          'ul',
          { class: 'changes' },
          ...difference.changes.map((change) => createElement('li', {}, change)),
        )
      : null,
    createMessageText(entry, good ? 'This run' : ''),
    ...(good ? [createMessageText(good, `The good run, at ${formatSeconds(good.at)} s`)] : []),
  ];
}

const createMessageText = ({ data }: TraceEntry, title: string): HTMLElement =>
  createElement(
    'div',
    {},
    title === '' ? null : createElement('h3', {}, title),
    createElement('pre', {}, data === undefined ? 'No message.' : formatData(data)),
  );

/** Formats a message as JSON. Texts of several lines, such as an SDP, keep their lines. */
const formatData = (data: unknown): string =>
  JSON.stringify(data, null, 2).replace(
    /^( *)(.*\\r?\\n.*)$/gm,
    (_line, indent: string, text: string) => `${indent}${text.replace(/(\\r)?\\n/g, `\n${indent}  `)}`,
  );
