import { readFileSync } from 'node:fs';
import { html, raw } from 'hono/html';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { icon, pageStyles } from '../html/assets.ts';
import { createDocument } from '../html/page.ts';
import { toolPagePolicy } from '../html/toolPagePolicy.ts';
import { readModule } from '../sdk-module/callingModule.ts';

const styles = readFileSync(new URL('./trace.css', import.meta.url), 'utf8');

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
  <main id="locked" hidden>
    <h2>The secret</h2>
    <p>
      You find it in the terminal in which the emulator was started. To open a trace from a file, you need no
      secret.
    </p>
    <form id="unlock">
      <label>Secret <input id="secret" type="password" autocomplete="off" required /></label>
      <button class="primary">Show the run</button>
    </form>
    <p id="refused" role="alert"></p>
  </main>
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

/** Adds the page of traces. Like the page of controls, it contains no secret, and asks for it. */
export function addTracePageRoutes(app: EmulatorApp): void {
  addRoute(app, 'GET', '/emulator/trace', {
    summary: 'Returns the page of traces. It needs no secret, and contains none.',
    answer: 'text/html',
    handle: async (c) => {
      c.header('content-security-policy', toolPagePolicy);
      c.header('cross-origin-resource-policy', 'same-origin');
      c.header('cross-origin-opener-policy', 'same-origin');
      c.header('referrer-policy', 'no-referrer');
      c.header('cache-control', 'no-store');
      return c.html(await createDocument('Trace', body, linkedHead, 'trace'));
    },
  });
  addRoute(app, 'GET', '/trace.css', {
    summary: 'Returns the style sheet of the page of traces.',
    answer: 'text/css',
    handle: (c) => c.body(styles, 200, { 'content-type': 'text/css; charset=utf-8' }),
  });
}

const linkedHead = html`<link rel="stylesheet" href="/trace.css" />
  <script type="module" src="/trace.js"></script>`;

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
  const data = JSON.stringify(traces).replaceAll('<', '\\u003c');
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
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
        <script type="module">
          ${raw(inert(script))};
        </script>
      </body>
    </html>`;
  return String(await document);
}
