import type { TFunction } from 'i18next';
import type { Company } from '../../calling/call/company.ts';
import { toDisplayId } from '../../people/phoneNumbers.ts';
import type { HistoryEntry } from '../../history/entry.ts';
import type en from '../../locales/en.json';
import { readLineText } from '../../people/useLineName.ts';
import type { Names } from '../../people/useMatchingPeople.ts';
import { readEntryName } from './entryName.ts';
import { findOutcome } from './outcome.ts';

/** Writes a local time as `2026-03-30T09:05:07…`, whose parts every spreadsheet understands. @param at in ms since 1970 */
const toLocalIsoTime = (at: number): string =>
  // `toISOString` writes UTC, so the time is shifted by the local offset (in minutes) first.
  new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();

export const formatDate = (at: number): string => toLocalIsoTime(at).slice(0, 10);

type Column = keyof (typeof en)['history']['columns'];

type Table = readonly (readonly string[])[];

/**
 * Creates the table of the exported file: a line of headings, and a line for each entry.
 * @param company `null` for a Teams user, whose table has no column for the company's number
 */
export function createTable(
  entries: readonly HistoryEntry[],
  { names, company, t }: { names: Names; company: Company | null; t: TFunction },
): Table {
  const readTransferName = ({ transferredTo: rawId }: HistoryEntry) =>
    rawId === undefined ? '' : (names.get(rawId) ?? toDisplayId(rawId));
  /** The columns, in their order. Each reads its cell from an entry. */
  const columns: Record<Column, (entry: HistoryEntry) => string> = {
    date: ({ at }) => formatDate(at),
    time: ({ at }) => toLocalIsoTime(at).slice(11, 19),
    direction: (entry) => t(findOutcome(entry).isIncoming ? 'history.incoming' : 'history.outgoing'),
    name: (entry) => readEntryName(entry, names, t),
    id: ({ other }) => (other === null ? '' : toDisplayId(other)),
    result: (entry) => t(`history.outcome.${findOutcome(entry).kind}`, { name: readTransferName(entry) }),
    seconds: ({ seconds }) => String(seconds ?? ''),
    via: ({ via }) => (via ? (names.get(via.rawId) ?? via.name ?? toDisplayId(via.rawId)) : ''),
    transferredTo: readTransferName,
    companyNumber: ({ companyNumber }) =>
      companyNumber === undefined ? '' : readLineText(companyNumber, company, t),
    label: ({ label = '' }) => label,
    note: ({ note = '' }) => note,
    code: ({ code = '' }) => code,
  };
  // The type of `Object.keys` does not keep the names of the columns.
  const shown = (Object.keys(columns) as Column[]).filter(
    (column) => column !== 'companyNumber' || company !== null,
  );
  return [
    shown.map((column) => t(`history.columns.${column}`)),
    ...entries.map((entry) => shown.map((column) => columns[column](entry))),
  ];
}

/**
 * Finds each place where a spreadsheet may begin to read a formula, even after spaces or with the full-width signs of Chinese and
 * Japanese keyboards. In countries with a decimal comma, a semicolon or tab begins a new cell, even inside quotation marks.
 */
const formulaStart = /(?<=^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠]|[\t\r])/g;

/**
 * Writes one cell. An apostrophe makes a spreadsheet show a formula, for example in a caller's name, instead of running it.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function toCell(text: string): string {
  const harmlessText = text.replaceAll(formulaStart, "'");
  return /[",\r\n]/.test(harmlessText) ? `"${harmlessText.replaceAll('"', '""')}"` : harmlessText;
}

/**
 * Writes a table as a CSV file. The file begins with a byte order mark, without which Excel does not read UTF-8.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export const toCsv = (rows: Table): string =>
  `\uFEFF${rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')}`;
