import { html } from 'hono/html';
import type { Markup } from '../html/page.ts';
import { addToolPage, createUnlockForm, readStyles } from '../html/toolPage.ts';
import type { EmulatorApp } from '../http/env.ts';
import { mediaFlagNames, networkFlagNames, networkQualityNames } from '../wire/diagnosticNames.ts';

/** Adds the page of controls. */
export const addControlsPageRoutes = (app: EmulatorApp): void =>
  addToolPage(app, {
    name: 'controls',
    path: '/emulator',
    title: 'Controls',
    subject: 'controls',
    styles: readStyles(new URL('./controls.css', import.meta.url)),
    body,
  });

const diagnosticNames = [...networkQualityNames, ...networkFlagNames, ...mediaFlagNames];

/** A section with a heading. `parts` is its content. */
const createSection = (id: string, title: string, parts: Markup): Markup =>
  html`<section aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${parts}
  </section>`;
const createList = (id: string, kind: 'buttons' | 'cards'): Markup =>
  html`<ul id="${id}" class="${kind}"></ul>`;
const createChoice = (label: string, id: string, { name = '', options = [] }: Choice = {}): Markup =>
  html`<label
    >${label}
    <select id="${id}" name="${name}">
      ${options.map((option) => {
        const [value, text] = typeof option === 'string' ? [option, option] : option;
        return html`<option value="${value}">${text}</option>`;
      })}
    </select></label
  >`;
interface Choice {
  readonly name?: string;
  readonly options?: readonly (string | readonly [value: string, text: string])[];
}
const directions = [
  ['', 'both ways'],
  ['to', 'received'],
  ['from', 'sent'],
] as const;
/** The impairments of a network that are numbers: name, label, least and greatest value. */
const impairments = [
  ['lossPercent', 'Lost (%)', 0, 100],
  ['delayMs', 'Delay (ms)', 0, 5_000],
  ['jitterMs', 'Jitter (ms)', 0, 2_000],
  ['kbps', 'Bandwidth (kbps)', 8, 1_000_000],
  ['reorderPercent', 'Reordered (%)', 0, 100],
] as const;

const body = html`<header>
    <h1>Switchboard emulator</h1>
    <p id="watching" role="status">Starting…</p>
    <a href="/emulator/trace">Trace</a>
  </header>
  ${createUnlockForm('', 'Open')}
  <main id="open" hidden>
    ${createSection(
      'try',
      'Try',
      html`${createChoice('Happens to', 'user')} ${createList('scenarios', 'buttons')}
        <div id="said" role="status"></div>`,
    )}
    ${createSection('agents', 'Windows', createList('agents', 'cards'))}
    ${createSection('calls', 'Calls', html`<div id="calls"></div>`)}
    ${createSection(
      'centre',
      'Contact centre',
      html`${createList('callers', 'buttons')} ${createList('waiting', 'cards')}
      ${createList('centre-agents', 'cards')}`,
    )}
    ${createSection(
      'assignments',
      'Assignments',
      html`<form id="assign">
          ${createChoice('Person', 'principal')}
          <button>Assign</button>
        </form>
        ${createList('accounts', 'cards')} ${createList('assigned', 'cards')}`,
    )}
    ${createSection(
      'act',
      'Act as anyone',
      html`<form id="act">
          <label>As <input name="as" list="everybody" required /></label>
          ${createChoice('Act', 'act-name', { name: 'act' })}
          <label>With <input name="with" spellcheck="false" /></label>
          <button>Do it</button>
        </form>
        <datalist id="everybody"></datalist>`,
    )}
    ${createSection(
      'conditions',
      'Conditions',
      html`${createChoice('Hold for', 'whose')} ${createList('presets', 'buttons')}
      ${createList('conditions', 'cards')}`,
    )}
    ${createSection(
      'network',
      'Network',
      html`<form id="network">
        ${createChoice('Person', 'networked', { name: 'user' })}
        ${createChoice('Packets', 'direction', { name: 'direction', options: directions })}
        ${impairments.map(
          ([name, label, least, greatest]) =>
            html`<label
              >${label} <input name="${name}" type="number" min="${least}" max="${greatest}" step="any"
            /></label>`,
        )}
        <label><input name="outage" type="checkbox" /> Outage</label>
        <button>Set the network</button>
      </form>`,
    )}
    ${createSection(
      'diagnostics',
      'Diagnostics',
      html`<form id="diagnostics">
        ${createChoice('Person', 'diagnosed', { name: 'user' })}
        ${createChoice('Diagnostic', 'diagnostic', { options: diagnosticNames })}
        ${createChoice('Value', 'diagnostic-value', { options: ['Bad', 'Poor', 'Good', 'true', 'false'] })}
        <button>Raise</button>
      </form>`,
    )}
    ${createSection(
      'clock',
      'Clock',
      html`<p id="clock"></p>
        ${createList('clocks', 'buttons')}`,
    )}
    ${createSection('people', 'People', createList('people', 'cards'))}
    ${createSection('meetings', 'Meetings', createList('meetings', 'cards'))}
  </main>
  <noscript><p>This page needs JavaScript.</p></noscript>`;
