import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { checkTraceSize, parseTrace, TraceFault } from '../core/recorder/traceFormat.ts';
import { printDifferences, printTrace } from './reading/printTrace.ts';
import { createTraceFile } from './tracePage.ts';

/** What `acs-calling-emulator trace show` was asked for. */
export interface ShowTraceOptions {
  readonly file: string;
  /** The trace of a good run. */
  readonly against?: string;
  /** Whether to print the trace as text instead of opening it in the browser. */
  readonly print: boolean;
}

/**
 * Shows a trace in the browser, or prints it.
 * @returns the text to print
 * @throws TraceFault for a file that cannot be read, or is not a trace.
 */
export async function showTrace({ file, against, print }: ShowTraceOptions): Promise<string> {
  const text = readText(file);
  const trace = parseTrace(text, file);
  const goodText = against === undefined ? undefined : readText(against);
  const good = against === undefined || goodText === undefined ? undefined : parseTrace(goodText, against);
  if (print) return good ? printDifferences(trace, good) : printTrace(trace);
  const page = join(mkdtempSync(join(tmpdir(), 'acs-calling-trace-')), 'trace.html');
  const title = basename(file);
  writeFileSync(
    page,
    await createTraceFile({ title, trace: text, ...(goodText !== undefined && { good: goodText }) }),
  );
  openInBrowser(page);
  return `The trace is in ${page}. --print shows it here.`;
}

function readText(file: string): string {
  try {
    checkTraceSize(statSync(file).size, file);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof TraceFault) throw error;
    throw new TraceFault(
      `${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`,
    );
  }
}

/** Asks the system to open a file. Without a browser nothing opens, and the user has the path. */
function openInBrowser(path: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const child = spawn(command ?? '', [...args, path], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
