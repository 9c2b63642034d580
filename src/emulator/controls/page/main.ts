import type { Directory, State, VersionedState } from '../views.ts';
import { createAccountRows, createAssignedPeopleRows } from './assignmentsView.ts';
import { createCallViews } from './callsView.ts';
import { createCallerButtons, createCentreAgentRows, createWaitingRows } from './contactCentreView.ts';
import { requireElement, createElement, createRequestButton, replaceContent, type Child } from './dom.ts';
import {
  createAgentRows,
  createConditionRows,
  createCopyableText,
  createMeetingRows,
  createPeopleRows,
} from './listsView.ts';
import { readNetwork } from './networkForm.ts';
import { clockAdvances, conditionPresets } from './presets.ts';
import { forgetSecret, loadSecret, storeSecret } from './secret.ts';

// The script of the page of controls, `GET /emulator`. It shows the state of the emulator, and sends requests when the user
// presses buttons. `controlsPage.ts` has the elements with these ids.

/** @throws ControlRefusedError with the reason that the emulator gives; TypeError if the emulator does not answer. */
async function requestControl<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`/emulator/${path}`, {
    method,
    headers: { 'x-emulator-secret': loadSecret() ?? '', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  throw new ControlRefusedError(response.status, (answer as { error?: string }).error ?? response.statusText);
}

class ControlRefusedError extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** How long the page waits before it repeats a request that the emulator has not answered. */
const retryMs = 1_000;

const connectionStatus = requireElement('watching');
const readSelectedValue = (selectId: string): string => requireElement(selectId, HTMLSelectElement).value;

const fill = (id: string, ...content: Child[]): void => replaceContent(requireElement(id), ...content);

function showResult(text: string, link?: string): void {
  fill('said', createElement('p', {}, text), link !== undefined && createCopyableText('the link', link));
}

/** Sends a request to a control, and shows the result. @param body `undefined` for a DELETE request. */
async function sendAndShowResult(path: string, body: object | undefined): Promise<void> {
  try {
    const method = body ? 'POST' : 'DELETE';
    const answer = await requestControl<{ next?: string; meeting?: { link: string } }>(method, path, body);
    showResult(answer.next ?? 'Done.', answer.meeting?.link);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    showResult(`Not done: ${error.message}`);
  }
}

/** Hides the controls, and asks for the secret. @param reason why the former secret was refused. */
function showSecretForm(reason = ''): void {
  requireElement('refused').textContent = reason;
  requireElement('locked').hidden = false;
  requireElement('open').hidden = true;
  connectionStatus.textContent = 'Closed';
}

/** Fills the lists that never change while the emulator runs, and shows the controls. */
async function showControls(): Promise<void> {
  const [directory, scenarios, acts] = await Promise.all([
    requestControl<Directory>('GET', 'directory'),
    requestControl<{ name: string; title: string }[]>('GET', 'scenarios'),
    requestControl<{ name: string; does: string }[]>('GET', 'acts'),
  ]);
  const people = directory.people.filter(({ bot }) => !bot);
  const createOption = (value: string, text: string) => createElement('option', { value }, text);
  const createPeopleOptions = () => people.map(({ user, name }) => createOption(user, name));
  fill('user', ...createPeopleOptions());
  fill('principal', ...createPeopleOptions());
  for (const id of ['networked', 'diagnosed']) fill(id, ...createPeopleOptions());
  fill('whose', createOption('', 'everyone'), ...createPeopleOptions());
  fill('everybody', ...directory.people.map(({ user }) => createElement('option', { value: user })));
  const actFields = requireElement('act', HTMLFormElement).elements;
  const parametersInput = actFields.namedItem('with');
  // Unlike `value`, `defaultValue` does not overwrite what the user has typed.
  if (parametersInput instanceof HTMLInputElement && people[0]) {
    parametersInput.defaultValue = JSON.stringify({ to: people[0].user });
  }
  const actSelect = actFields.namedItem('act');
  // The first sentence says what the act does. Further sentences explain the consequences.
  const actOptions = acts.map(({ name, does }) => createOption(name, `${name}: ${does.split('.')[0]}`));
  if (actSelect instanceof Element) replaceContent(actSelect, ...actOptions);
  /** Creates a list item with a button. The listener for clicks reads the button's data attributes. */
  const createItem = (text: string, data: Record<string, string>) =>
    createElement('li', {}, createElement('button', { type: 'button', ...data }, text));
  fill('scenarios', ...scenarios.map(({ name, title }) => createItem(title, { 'data-scenario': name })));
  const presetItems = Object.entries(conditionPresets).map(([title, conditions]) =>
    createItem(title, { 'data-set': JSON.stringify(conditions) }),
  );
  fill('presets', ...presetItems);
  const createRequestItem = (title: string, path: string, body: object) =>
    createElement('li', {}, createRequestButton(title, path, body));
  const clockItems = Object.entries(clockAdvances).map(([title, advanceMs]) =>
    createRequestItem(title, 'clock', { advanceMs }),
  );
  fill('clocks', ...clockItems, createRequestItem('Reset everything', 'reset', {}));
  fill('people', ...createPeopleRows(directory));
  fill('meetings', ...createMeetingRows(directory));
  requireElement('locked').hidden = true;
  requireElement('open').hidden = false;
}

/** The conditions that the page shows, by sign-in name. */
let presentConditions: State['conditions'] = {};

function showState({ agents, calls, conditions, assignments, contactCentre, aheadMs }: State): void {
  presentConditions = conditions;
  fill('callers', ...createCallerButtons(contactCentre));
  fill('waiting', ...createWaitingRows(contactCentre));
  fill('centre-agents', ...createCentreAgentRows(contactCentre));
  fill('accounts', ...createAccountRows(contactCentre));
  fill('assigned', ...createAssignedPeopleRows(assignments));
  fill('agents', ...createAgentRows(agents));
  fill('calls', ...createCallViews(calls));
  fill('conditions', ...createConditionRows(conditions));
  // Milliseconds to minutes with one decimal.
  const minutes = Math.round(aheadMs / 6_000) / 10;
  requireElement('clock').textContent =
    aheadMs === 0 ? 'The emulator has the time of day.' : `${minutes} minutes ahead.`;
}

/** Shows the state, and each change of it, for as long as the emulator accepts the secret. */
async function watchState(): Promise<void> {
  // The version of the state that the page shows; empty until the page has shown a state of the running emulator.
  let version = '';
  while (loadSecret() !== null) {
    try {
      if (version === '') await showControls();
      // The emulator answers this request when the state has another version.
      const state = await requestControl<VersionedState>('GET', `state?after=${version}`);
      ({ version } = state);
      showState(state);
      connectionStatus.textContent = 'Live';
    } catch (error) {
      if (error instanceof ControlRefusedError && error.status === 401) {
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
  // Its data attributes say what the button does: send a request, start a scenario, set a preset, call, or copy a text.
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

requireElement('act').addEventListener('submit', (event) => {
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

requireElement('network').addEventListener('submit', (event) => {
  event.preventDefault();
  const user = readSelectedValue('networked');
  const network = readNetwork(
    new FormData(event.target as HTMLFormElement),
    presentConditions[user]?.network,
  );
  void sendAndShowResult('conditions', { user, network });
});

requireElement('diagnostics').addEventListener('submit', (event) => {
  event.preventDefault();
  const user = readSelectedValue('diagnosed');
  const value = readSelectedValue('diagnostic-value');
  const isFlag = value === 'true' || value === 'false';
  const raised = { [readSelectedValue('diagnostic')]: isFlag ? value === 'true' : value };
  const diagnostics = { ...presentConditions[user]?.diagnostics, ...raised };
  void sendAndShowResult('conditions', { user, diagnostics });
});

requireElement('assign').addEventListener('submit', (event) => {
  event.preventDefault();
  void sendAndShowResult('assignments', { principal: readSelectedValue('principal') });
});

// The emulator prints an address with the secret after the `#`. If the user opens it in this tab, only the hash changes. A
// page that is not locked watches the state already, and uses the new secret from the next request on.
addEventListener('hashchange', () => {
  if (loadSecret() !== null && !requireElement('locked').hidden) void watchState();
});

requireElement('unlock').addEventListener('submit', (event) => {
  event.preventDefault();
  const secretInput = requireElement('secret', HTMLInputElement);
  storeSecret(secretInput.value.trim());
  secretInput.value = '';
  void watchState();
});

void watchState();
