import type { State } from '../views.ts';
import { callsView } from './callsView.ts';
import { ask, forgetSecret, keepSecret, readSecret, Refused } from './client.ts';
import { byId, h, show } from './dom.ts';
import { agentsView, conditionsView, copied, meetingsView, peopleView, type Directory } from './listsView.ts';
import { leaps, presets } from './presets.ts';

/** Milliseconds until the next request when the emulator does not answer. */
const retryMs = 1_000;

const said = byId('said');
const watching = byId('watching');
const chosen = (id: string): string => byId(id, HTMLSelectElement).value;

interface Answer {
  next?: string;
  meeting?: { link: string };
}

/** Shows the result of a button in the status region. */
function say(text: string, link?: string): void {
  show(said, h('p', {}, text), link !== undefined && copied('the link', link));
}

async function send(path: string, body: object | undefined): Promise<void> {
  try {
    const answer = await ask<Answer>(body ? 'POST' : 'DELETE', path, body);
    say(answer.next ?? 'Done.', answer.meeting?.link);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    say(`Not done: ${error.message}`);
  }
}

function lock(why = ''): void {
  byId('refused').textContent = why;
  byId('locked').hidden = false;
  byId('open').hidden = true;
  watching.textContent = 'Closed';
}

async function open(): Promise<void> {
  const [directory, scenarios, acts] = await Promise.all([
    ask<Directory>('GET', 'directory'),
    ask<{ name: string; title: string }[]>('GET', 'scenarios'),
    ask<{ name: string; does: string }[]>('GET', 'acts'),
  ]);
  const people = directory.people.filter(({ bot }) => !bot);
  const options = people.map(({ user, name }) => h('option', { value: user }, name));
  show(byId('user'), ...options);
  show(byId('whose'), h('option', { value: '' }, 'everyone'), ...options.map((one) => one.cloneNode(true)));
  show(byId('everybody'), ...directory.people.map(({ user }) => h('option', { value: user })));
  const act = byId('act', HTMLFormElement).elements.namedItem('act');
  if (act instanceof Element) {
    show(act, ...acts.map(({ name, does }) => h('option', { value: name }, `${name}: ${does}`)));
  }
  const item = (text: string, data: Record<string, string>) =>
    h('li', {}, h('button', { type: 'button', ...data }, text));
  show(byId('scenarios'), ...scenarios.map(({ name, title }) => item(title, { 'data-scenario': name })));
  show(byId('presets'), ...presets.map(({ title, set }) => item(title, { 'data-set': JSON.stringify(set) })));
  const posts = (path: string, body: object) => ({ 'data-path': path, 'data-body': JSON.stringify(body) });
  show(
    byId('clocks'),
    ...leaps.map(({ title, advanceMs }) => item(title, posts('clock', { advanceMs }))),
    item('Reset everything', posts('reset', {})),
  );
  show(byId('people'), ...peopleView(directory));
  show(byId('meetings'), ...meetingsView(directory));
  byId('locked').hidden = true;
  byId('open').hidden = false;
}

function draw({ agents, calls, conditions, aheadMs }: State): void {
  show(byId('agents'), ...agentsView(agents));
  show(byId('calls'), ...callsView(calls));
  show(byId('conditions'), ...conditionsView(conditions));
  const minutes = Math.round(aheadMs / 6_000) / 10;
  byId('clock').textContent =
    aheadMs === 0 ? 'The emulator has the time of day.' : `${minutes} minutes ahead.`;
}

/** Shows every change of the state for as long as the secret is accepted. */
async function watch(): Promise<void> {
  for (let version = ''; readSecret() !== null;) {
    try {
      if (version === '') await open();
      const state = await ask<State & { version: string }>('GET', `state?after=${version}`);
      ({ version } = state);
      draw(state);
      watching.textContent = 'Live';
    } catch (error) {
      if (error instanceof Refused && error.status === 401) {
        forgetSecret();
        return lock('This is not the secret of the emulator that runs now.');
      }
      version = '';
      watching.textContent = 'The emulator does not answer. Trying again…';
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
  return lock();
}

document.addEventListener('click', ({ target }) => {
  const pressed = target instanceof Element ? target.closest('button') : null;
  const { path, body, copy, scenario, set, caller } = pressed?.dataset ?? {};
  if (path !== undefined) void send(path, body === undefined ? undefined : (JSON.parse(body) as object));
  if (scenario !== undefined) void send(`scenarios/${scenario}`, { user: chosen('user') });
  if (set !== undefined) {
    const whose = chosen('whose');
    void send('conditions', { ...(JSON.parse(set) as object), ...(whose !== '' && { user: whose }) });
  }
  if (caller !== undefined) void send('act', { as: caller, act: 'ring', to: chosen('user') });
  if (copy !== undefined) void navigator.clipboard.writeText(copy).then(() => say('Copied.'));
});

byId('act').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  try {
    const rest = JSON.parse(field('with') || '{}') as object;
    void send('act', { ...rest, as: field('as'), act: field('act') });
  } catch {
    say('Not done: “With” must be JSON, such as {"up":true}.');
  }
});

// Whoever pastes the printed address into this tab.
addEventListener('hashchange', () => {
  if (readSecret() !== null && !byId('locked').hidden) void watch();
});

byId('unlock').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = byId('secret', HTMLInputElement);
  keepSecret(field.value.trim());
  field.value = '';
  void watch();
});

void watch();
