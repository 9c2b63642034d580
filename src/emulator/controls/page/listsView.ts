import type { Agent, Directory, State } from '../views.ts';
import { createRequestButton, createCopyButton, createElement } from './dom.ts';

// Sections of the page of controls, `GET /emulator`. `createRequestButton` makes a button that sends a request to a control
// (a route under `/emulator`): its second argument is the path under `/emulator/`, the third one the body (`null` for a
// DELETE request), and the fourth one completes the accessible name.

/** @returns one row for each call agent, of a browser page or played by the emulator. */
export function createAgentRows(agents: readonly Agent[]): HTMLElement[] {
  if (agents.length === 0)
    return [createElement('li', {}, 'Nobody is signed in. Open the app, and sign in.')];
  return agents.map(({ agent, name, user, kind, connected, calls, rings }) => {
    const pageText = connected ? 'in a page' : 'its socket is away';
    const kindText = kind === 'page' ? pageText : 'without a page';
    const callTexts = [calls.length > 0 && 'in a call', rings.length > 0 && 'ringing'];
    return createElement(
      'li',
      { id: `agent-${agent}` },
      createElement('strong', {}, name),
      createElement('span', {}, [user, kindText, ...callTexts].filter(Boolean).join(', ')),
      createElement(
        'div',
        { class: 'buttons' },
        kind === 'page' &&
          createRequestButton('Break off', 'agents/drop', { agent }, `the socket of ${name}`),
        kind === 'page' &&
          createRequestButton('Close 1011', 'agents/drop', { agent, code: 1011 }, `the socket of ${name}`),
        kind === 'page' &&
          createRequestButton(
            'Disconnect for good',
            'conditions',
            { agentDisconnect: { user } },
            `every agent of ${name}`,
          ),
        createRequestButton('Forget', `agents/${agent}`, null, name),
      ),
    );
  });
}

/** @returns one row for each condition (fault) that is switched on, with a button that switches it off. */
export function createConditionRows(conditions: State['conditions']): HTMLElement[] {
  const rows = Object.entries(conditions).flatMap(([user, conditionsOfUser]) =>
    Object.entries(conditionsOfUser).map(([name, value]) => ({ user, name, value: value as unknown })),
  );
  if (rows.length === 0) return [createElement('li', {}, 'Everything is as usual.')];
  return rows.map(({ user, name, value }) =>
    createElement(
      'li',
      {},
      createElement('strong', {}, name),
      createElement('span', {}, `${JSON.stringify(value)} for ${user === '*' ? 'everyone' : user}`),
      createRequestButton(
        'Take away',
        'conditions',
        { ...(user === '*' ? {} : { user }), [name]: null },
        name,
      ),
    ),
  );
}

/** Creates a text with a button that copies the text. @param what what the text is, for the button's accessible name. */
export const createCopyableText = (what: string, text: string): HTMLElement =>
  createElement('span', { class: 'copied' }, createElement('code', {}, text), createCopyButton(text, what));

/** @returns one row for each person and phone number of the directory. The button *Rings* makes them call the user. */
export function createPeopleRows({ people, phones }: Directory): HTMLElement[] {
  return [
    ...people.map(({ oid, user, name, note, teamsLicence }) =>
      createElement(
        'li',
        {},
        createElement('strong', {}, name),
        createElement('span', {}, teamsLicence ? note : `${note}; no Teams licence`),
        createCopyableText(`the sign-in name of ${name}`, user),
        createCopyableText(`the id of ${name}`, oid),
        createElement(
          'button',
          { type: 'button', 'data-caller': user, 'aria-label': `${name} rings` },
          'Rings',
        ),
      ),
    ),
    ...phones.map(({ number, note }) =>
      createElement(
        'li',
        {},
        createElement('strong', {}, 'Telephone'),
        createElement('span', {}, note),
        createCopyableText('the number', number),
        createElement(
          'button',
          { type: 'button', 'data-caller': number, 'aria-label': `${number} rings` },
          'Rings',
        ),
      ),
    ),
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
