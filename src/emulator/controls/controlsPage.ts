import { readFileSync } from 'node:fs';
import { html } from 'hono/html';
import { addRoute } from '../http/addRoute.ts';
import { createDocument } from '../html/page.ts';
import { toolPagePolicy } from '../html/toolPagePolicy.ts';
import type { EmulatorApp } from '../http/env.ts';
import { mediaFlagNames, networkFlagNames, networkQualityNames } from '../wire/diagnosticNames.ts';

const styles = readFileSync(new URL('./controls.css', import.meta.url), 'utf8');

/** Adds the page of controls. The page contains no secret. Its script asks the user for the secret, and sends it with each request. */
export function addControlsPageRoutes(app: EmulatorApp): void {
  addRoute(app, 'GET', '/emulator', {
    summary: 'Returns the page of controls. It needs no secret, and contains none.',
    answer: 'text/html',
    handle: async (c) => {
      c.header('content-security-policy', toolPagePolicy);
      c.header('cross-origin-resource-policy', 'same-origin');
      c.header('cross-origin-opener-policy', 'same-origin');
      c.header('referrer-policy', 'no-referrer');
      c.header('cache-control', 'no-store');
      // The tag `html` may return a promise.
      return c.html(await page);
    },
  });
  addRoute(app, 'GET', '/controls.css', {
    summary: 'Returns the style sheet of the page of controls.',
    answer: 'text/css',
    handle: (c) => c.body(styles, 200, { 'content-type': 'text/css; charset=utf-8' }),
  });
}

const diagnosticNames = [...networkQualityNames, ...networkFlagNames, ...mediaFlagNames];

const head = html`<link rel="stylesheet" href="/controls.css" />
  <script type="module" src="/controls.js"></script>`;
const body = html`<header>
    <h1>Switchboard emulator</h1>
    <p id="watching" role="status">Starting…</p>
    <a href="/emulator/trace">Trace</a>
  </header>
  <main id="locked" hidden>
    <h2>The secret</h2>
    <p>You find it in the terminal in which the emulator was started.</p>
    <form id="unlock">
      <label>Secret <input id="secret" type="password" autocomplete="off" required /></label>
      <button class="primary">Open</button>
    </form>
    <p id="refused" role="alert"></p>
  </main>
  <main id="open" hidden>
    <section aria-labelledby="try-title">
      <h2 id="try-title">Try</h2>
      <label
        >Happens to
        <select id="user"></select
      ></label>
      <ul id="scenarios" class="buttons"></ul>
      <div id="said" role="status"></div>
    </section>
    <section aria-labelledby="agents-title">
      <h2 id="agents-title">Windows</h2>
      <ul id="agents" class="cards"></ul>
    </section>
    <section aria-labelledby="calls-title">
      <h2 id="calls-title">Calls</h2>
      <div id="calls"></div>
    </section>
    <section aria-labelledby="centre-title">
      <h2 id="centre-title">Contact centre</h2>
      <ul id="callers" class="buttons"></ul>
      <ul id="waiting" class="cards"></ul>
      <ul id="centre-agents" class="cards"></ul>
    </section>
    <section aria-labelledby="assignments-title">
      <h2 id="assignments-title">Assignments</h2>
      <form id="assign">
        <label
          >Person
          <select id="principal"></select
        ></label>
        <button>Assign</button>
      </form>
      <ul id="accounts" class="cards"></ul>
      <ul id="assigned" class="cards"></ul>
    </section>
    <section aria-labelledby="act-title">
      <h2 id="act-title">Act as anyone</h2>
      <form id="act">
        <label>As <input name="as" list="everybody" required /></label>
        <label
          >Act
          <select name="act"></select
        ></label>
        <label>With <input name="with" spellcheck="false" /></label>
        <button>Do it</button>
      </form>
      <datalist id="everybody"></datalist>
    </section>
    <section aria-labelledby="conditions-title">
      <h2 id="conditions-title">Conditions</h2>
      <label
        >Hold for
        <select id="whose"></select
      ></label>
      <ul id="presets" class="buttons"></ul>
      <ul id="conditions" class="cards"></ul>
    </section>
    <section aria-labelledby="network-title">
      <h2 id="network-title">Network</h2>
      <form id="network">
        <label
          >Person
          <select name="user" id="networked"></select
        ></label>
        <label
          >Packets
          <select name="direction">
            <option value="">both ways</option>
            <option value="to">received</option>
            <option value="from">sent</option>
          </select></label
        >
        <label>Lost (%) <input name="lossPercent" type="number" min="0" max="100" step="any" /></label>
        <label>Delay (ms) <input name="delayMs" type="number" min="0" max="5000" step="any" /></label>
        <label>Jitter (ms) <input name="jitterMs" type="number" min="0" max="2000" step="any" /></label>
        <label>Bandwidth (kbps) <input name="kbps" type="number" min="8" max="1000000" step="any" /></label>
        <label
          >Reordered (%) <input name="reorderPercent" type="number" min="0" max="100" step="any"
        /></label>
        <label><input name="outage" type="checkbox" /> Outage</label>
        <button>Set the network</button>
      </form>
    </section>
    <section aria-labelledby="diagnostics-title">
      <h2 id="diagnostics-title">Diagnostics</h2>
      <form id="diagnostics">
        <label
          >Person
          <select name="user" id="diagnosed"></select
        ></label>
        <label
          >Diagnostic
          <select id="diagnostic">
            ${diagnosticNames.map((name) => html`<option>${name}</option>`)}
          </select></label
        >
        <label
          >Value
          <select id="diagnostic-value">
            ${['Bad', 'Poor', 'Good', 'true', 'false'].map((value) => html`<option>${value}</option>`)}
          </select></label
        >
        <button>Raise</button>
      </form>
    </section>
    <section aria-labelledby="clock-title">
      <h2 id="clock-title">Clock</h2>
      <p id="clock"></p>
      <ul id="clocks" class="buttons"></ul>
    </section>
    <section aria-labelledby="people-title">
      <h2 id="people-title">People</h2>
      <ul id="people" class="cards"></ul>
    </section>
    <section aria-labelledby="meetings-title">
      <h2 id="meetings-title">Meetings</h2>
      <ul id="meetings" class="cards"></ul>
    </section>
  </main>
  <noscript><p>This page needs JavaScript.</p></noscript>`;
const page = createDocument('Controls', body, head, 'controls');
