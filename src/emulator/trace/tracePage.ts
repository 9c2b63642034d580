import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { EmulatorApp } from '../http/env.ts';
import { icon, pageStyles } from '../html/assets.ts';
import { addToolPage, createUnlockForm, readStyles } from '../html/toolPage.ts';
import { readModule } from '../sdk-module/callingModule.ts';

const styles = readStyles(new URL('./trace.css', import.meta.url));

const body = html`<header>
    <h1>Trace</h1>
    <p id="about" role="status"></p>
    <div id="tools" class="tools">
      <button id="record" type="button" hidden>Record</button>
      <label class="file">Open… <input id="open-file" type="file" accept=".jsonl,.json" /></label>
      <label class="file"
        >Compare with a good run… <input id="good-file" type="file" accept=".jsonl,.json"
      /></label>
      <button id="save" type="button" hidden>Save</button>
    </div>
  </header>
  ${createUnlockForm(' To open a trace from a file, you need no secret.', 'Show the run')}
  <p id="fault" role="alert"></p>
  <main id="trace" hidden>
    <div class="filters">
      <label class="search"
        >Search <input id="search" type="search" spellcheck="false" aria-keyshortcuts="/"
      /></label>
      <fieldset id="kinds">
        <legend>Kinds</legend>
      </fieldset>
      <label id="only" hidden
        ><input id="only-differences" type="checkbox" /> <span id="difference-count"></span
      ></label>
      <button id="whole" type="button" hidden>Whole time</button>
      <span id="count" role="status"></span>
    </div>
    <section id="causes" aria-labelledby="causes-title" hidden>
      <h2 id="causes-title">What stands out</h2>
      <ul id="cause-list"></ul>
    </section>
    <section id="overview" aria-label="Lanes">
      <ul id="lanes"></ul>
      <canvas id="axis" aria-hidden="true"></canvas>
    </section>
    <div class="split">
      <div id="list" role="listbox" tabindex="0" aria-label="Entries" aria-describedby="keys">
        <div id="rows"></div>
      </div>
      <section id="message" aria-label="Message" tabindex="0"></section>
    </div>
    <p id="keys">
      <kbd>↑</kbd> <kbd>↓</kbd> choose an entry · <kbd>/</kbd> search · <kbd>n</kbd> <kbd>p</kbd> next and
      previous difference · drag over the lanes to see less time
    </p>
  </main>
  <noscript><p>This page needs JavaScript.</p></noscript>`;

/** Adds the page of traces. */
export const addTracePageRoutes = (app: EmulatorApp): void =>
  addToolPage(app, {
    name: 'trace',
    path: '/emulator/trace',
    title: 'Trace',
    subject: 'traces',
    styles,
    body,
  });

/** The texts of traces that a page of one file contains. */
export interface EmbeddedTraces {
  /** What the page is about, such as the name of a test or a file. */
  readonly title: string;
  readonly trace: string;
  /** The trace of a good run, with which the page compares. */
  readonly good?: string;
}

/** @returns a page in one file, which shows a trace without an emulator and without a network. */
export async function createTraceFile(traces: EmbeddedTraces): Promise<string> {
  const script = await readModule('trace.js');
  // Within a script element, HTML would end the script at this text.
  const inert = (text: string) => text.replaceAll('</script', '<\\/script');
  const code = inert(script);
  const data = JSON.stringify(traces).replaceAll('<', '\\u003c');
  // A trace may have names from anywhere. No script but this one runs, and the page sends nothing.
  const hash = createHash('sha256').update(code).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:`;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${traces.title} – trace</title>
        <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}" />
        <style>
          ${raw(pageStyles)}
          ${raw(styles)}
        </style>
      </head>
      <body class="trace">
        ${body}
        <footer>acs-calling-emulator — not Microsoft</footer>
        <script type="application/json" id="embedded">
          ${raw(data)}
        </script>
        ${raw(`<script type="module">${code}</script>`)}
      </body>
    </html>`;
  return String(await document);
}
