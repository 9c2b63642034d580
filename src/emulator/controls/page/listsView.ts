import type { Agent, Directory, State } from '../views.ts';
import { createElement, createRequestButton, createRow } from './dom.ts';
import { describeAgent } from './describeAgent.ts';

// The lists of the page of controls, `GET /emulator`.

export function createAgentRows(agents: readonly Agent[]): HTMLElement[] {
  if (agents.length === 0)
    return [createElement('li', {}, 'Nobody is signed in. Open the app, and sign in.')];
  return agents.map(({ agent, id, name, user, kind, connected, calls, rings }) => {
    const pageText = connected ? 'in a page' : 'its socket is away';
    const kindText = kind === 'page' ? pageText : 'without a page';
    const callTexts = [calls.length > 0 && 'in a call', rings.length > 0 && 'ringing'];
    const socket = `the socket of ${name}`;
    const disconnect = { agentDisconnect: { user } };
    const pageButtons = [
      createRequestButton('Break off', 'agents/drop', { agent }, socket),
      createRequestButton('Close 1011', 'agents/drop', { agent, code: 1011 }, socket),
      createRequestButton('Disconnect for good', 'conditions', disconnect, `every agent of ${name}`),
    ];
    const forgetButton = createRequestButton('Forget', `agents/${agent}`, null, name);
    const row = createRow(
      name,
      [user, describeAgent(id), kindText, ...callTexts].filter(Boolean).join(', '),
      createElement('div', { class: 'buttons' }, ...(kind === 'page' ? pageButtons : []), forgetButton),
    );
    row.id = `agent-${agent}`;
    return row;
  });
}

/** @returns one row for each condition (fault) that is switched on, with a button that switches it off. */
export function createConditionRows(conditions: State['conditions']): HTMLElement[] {
  const rows = Object.entries(conditions).flatMap(([user, conditionsOfUser]) =>
    Object.entries(conditionsOfUser).map(([name, value]) => ({ user, name, value: value as unknown })),
  );
  if (rows.length === 0) return [createElement('li', {}, 'Everything is as usual.')];
  return rows.map(({ user, name, value }) => {
    const change = { ...(user === '*' ? {} : { user }), [name]: null };
    return createRow(
      name,
      `${JSON.stringify(value)} for ${user === '*' ? 'everyone' : user}`,
      createRequestButton('Take away', 'conditions', change, name),
    );
  });
}

/** Creates a text with a button that copies it. @param what names the text, for the button's accessible name: *Copy …*. */
export function createCopyableText(what: string, text: string): HTMLElement {
  const props = { type: 'button', 'data-copy': text, 'aria-label': `Copy ${what}` };
  const button = createElement('button', props, 'Copy');
  return createElement('span', { class: 'copied' }, createElement('code', {}, text), button);
}

/** @returns one row for each person and phone number of the directory. The button *Rings* makes them call the user. */
export function createPeopleRows({ people, phones }: Directory): HTMLElement[] {
  const createRingButton = (caller: string, name: string) => {
    const props = { type: 'button', 'data-caller': caller, 'aria-label': `${name} rings` };
    return createElement('button', props, 'Rings');
  };
  return [
    ...people.map(({ oid, user, name, note, teamsLicence }) =>
      createRow(
        name,
        teamsLicence ? note : `${note}; no Teams licence`,
        createCopyableText(`the sign-in name of ${name}`, user),
        createCopyableText(`the id of ${name}`, oid),
        createRingButton(user, name),
      ),
    ),
    ...phones.map(({ number, note }) => {
      const copyableNumber = createCopyableText('the number', number);
      return createRow('Telephone', note, copyableNumber, createRingButton(number, number));
    }),
  ];
}

export function createMeetingRows({ meetings }: Directory): HTMLElement[] {
  return meetings.map(({ subject, link, meetingId, passcode }) =>
    createElement(
      'li',
      {},
      createElement('strong', {}, subject),
      createCopyableText(`the link to ${subject}`, link),
      meetingId !== undefined && createCopyableText(`the number of ${subject}`, meetingId),
      passcode !== undefined && createCopyableText(`the passcode of ${subject}`, passcode),
    ),
  );
}
