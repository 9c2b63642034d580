import type { State } from '../views.ts';
import { callsView } from './callsView.ts';
import { ask, forgetSecret, keepSecret, readSecret, Refused } from './client.ts';
import { byId, h, show } from './dom.ts';
import { agentsView, conditionsView, copied, meetingsView, peopleView, type Directory } from './listsView.ts';
import { leaps, presets } from './presets.ts';

// The script of the page of controls, `GET /emulator`. It shows the state of the emulator, and sends requests to the
// controls when the user presses buttons. `controlsPage.ts` has the elements with these ids.

/** Milliseconds until the next request after the emulator has not answered. */
const retryMs = 1_000;

const resultRegion = byId('said');
const connectionStatus = byId('watching');
const readSelectedValue = (selectId: string): string => byId(selectId, HTMLSelectElement).value;

/** The fields of a control's answer that the page shows. */
interface ControlAnswer {
  /** What the user does next. */
  next?: string;
  meeting?: { link: string };
}

/** Shows the result of a pressed button in the status region. */
function showResult(text: string, link?: string): void {
  show(resultRegion, h('p', {}, text), link !== undefined && copied('the link', link));
}

/** Sends a request to a control, and shows the result. @param body `undefined` for a DELETE request. */
async function sendAndShowResult(path: string, body: object | undefined): Promise<void> {
  try {
    const answer = await ask<ControlAnswer>(body ? 'POST' : 'DELETE', path, body);
    showResult(answer.next ?? 'Done.', answer.meeting?.link);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    showResult(`Not done: ${error.message}`);
  }
}

/** Hides the controls, and asks for the secret. @param reason why the former secret was refused. */
function showSecretForm(reason = ''): void {
  byId('refused').textContent = reason;
  byId('locked').hidden = false;
  byId('open').hidden = true;
  connectionStatus.textContent = 'Closed';
}

/** Fills the lists that never change while the emulator runs, and shows the controls. */
async function showControls(): Promise<void> {
  const [directory, scenarios, acts] = await Promise.all([
    ask<Directory>('GET', 'directory'),
    ask<{ name: string; title: string }[]>('GET', 'scenarios'),
    ask<{ name: string; does: string }[]>('GET', 'acts'),
  ]);
  const people = directory.people.filter(({ bot }) => !bot);
  const options = people.map(({ user, name }) => h('option', { value: user }, name));
  show(byId('user'), ...options);
  const optionCopies = options.map((option) => option.cloneNode(true));
  show(byId('whose'), h('option', { value: '' }, 'everyone'), ...optionCopies);
  show(byId('everybody'), ...directory.people.map(({ user }) => h('option', { value: user })));
  const actSelect = byId('act', HTMLFormElement).elements.namedItem('act');
  if (actSelect instanceof Element) {
    show(actSelect, ...acts.map(({ name, does }) => h('option', { value: name }, `${name}: ${does}`)));
  }
  /** A list item with a button. The listener for clicks reads the button's data attributes. */
  const buttonItem = (text: string, data: Record<string, string>) =>
    h('li', {}, h('button', { type: 'button', ...data }, text));
  const scenarioItems = scenarios.map(({ name, title }) => buttonItem(title, { 'data-scenario': name }));
  show(byId('scenarios'), ...scenarioItems);
  const presetItems = presets.map(({ title, set }) => buttonItem(title, { 'data-set': JSON.stringify(set) }));
  show(byId('presets'), ...presetItems);
  const postData = (path: string, body: object) => ({ 'data-path': path, 'data-body': JSON.stringify(body) });
  show(
    byId('clocks'),
    ...leaps.map(({ title, advanceMs }) => buttonItem(title, postData('clock', { advanceMs }))),
    buttonItem('Reset everything', postData('reset', {})),
  );
  show(byId('people'), ...peopleView(directory));
  show(byId('meetings'), ...meetingsView(directory));
  byId('locked').hidden = true;
  byId('open').hidden = false;
}

function showState({ agents, calls, conditions, aheadMs }: State): void {
  show(byId('agents'), ...agentsView(agents));
  show(byId('calls'), ...callsView(calls));
  show(byId('conditions'), ...conditionsView(conditions));
  // Minutes with one decimal.
  const minutes = Math.round(aheadMs / 6_000) / 10;
  byId('clock').textContent =
    aheadMs === 0 ? 'The emulator has the time of day.' : `${minutes} minutes ahead.`;
}

/** Shows the state, and each change of it, for as long as the emulator accepts the secret. */
async function watchState(): Promise<void> {
  // The version of the shown state. The empty text means that no state of the running emulator is shown yet.
  let version = '';
  while (readSecret() !== null) {
    try {
      if (version === '') await showControls();
      // The emulator answers this request when the state has another version.
      const state = await ask<State & { version: string }>('GET', `state?after=${version}`);
      ({ version } = state);
      showState(state);
      connectionStatus.textContent = 'Live';
    } catch (error) {
      if (error instanceof Refused && error.status === 401) {
        forgetSecret();
        return showSecretForm('This is not the secret of the emulator that runs now.');
      }
      version = '';
      connectionStatus.textContent = 'The emulator does not answer. Trying again…';
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
  return showSecretForm();
}

document.addEventListener('click', ({ target }) => {
  const pressedButton = target instanceof Element ? target.closest('button') : null;
  // A button has the data attributes of one kind of button: a request, a scenario, a preset, a call, or a text to copy.
  const { path, body, copy, scenario, set, caller } = pressedButton?.dataset ?? {};
  if (path !== undefined) {
    void sendAndShowResult(path, body === undefined ? undefined : (JSON.parse(body) as object));
  }
  if (scenario !== undefined) {
    void sendAndShowResult(`scenarios/${scenario}`, { user: readSelectedValue('user') });
  }
  if (set !== undefined) {
    // The empty text stands for everyone.
    const user = readSelectedValue('whose');
    void sendAndShowResult('conditions', { ...(JSON.parse(set) as object), ...(user !== '' && { user }) });
  }
  if (caller !== undefined) {
    void sendAndShowResult('act', { as: caller, act: 'ring', to: readSelectedValue('user') });
  }
  if (copy !== undefined) void navigator.clipboard.writeText(copy).then(() => showResult('Copied.'));
});

byId('act').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  const readField = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  try {
    const parameters = JSON.parse(readField('with') || '{}') as object;
    void sendAndShowResult('act', { ...parameters, as: readField('as'), act: readField('act') });
  } catch {
    showResult('Not done: “With” must be JSON, such as {"up":true}.');
  }
});

// The hash changes when the user pastes the printed address, which holds the secret, into the address bar of this tab.
addEventListener('hashchange', () => {
  if (readSecret() !== null && !byId('locked').hidden) void watchState();
});

byId('unlock').addEventListener('submit', (event) => {
  event.preventDefault();
  const secretInput = byId('secret', HTMLInputElement);
  keepSecret(secretInput.value.trim());
  secretInput.value = '';
  void watchState();
});

void watchState();
