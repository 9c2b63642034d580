import type { Agent, State } from '../views.ts';
import { button, copyButton, h } from './dom.ts';

// Sections of the page of controls. `button` makes a button that sends a request to a control: its second argument is the
// path under `/emulator/`, the third one the body (`null` for a DELETE request), and the fourth one completes the
// accessible name.

/** The answer of `GET /emulator/directory`: who can be called, and which meetings exist. */
export interface Directory {
  readonly people: readonly {
    oid: string;
    user: string;
    name: string;
    note: string;
    teamsLicence: boolean;
    bot: boolean;
  }[];
  readonly phones: readonly { number: string; note: string }[];
  readonly meetings: readonly { subject: string; link: string; meetingId?: string; passcode?: string }[];
}

/** @returns one row for each call agent: those of browser pages, and those that the emulator plays. */
export function agentsView(agents: readonly Agent[]): HTMLElement[] {
  if (agents.length === 0) return [h('li', {}, 'Nobody is signed in. Open the app, and sign in.')];
  return agents.map(({ agent, name, user, kind, connected, calls, rings }) => {
    const pageText = connected ? 'in a page' : 'its socket is away';
    const kindText = kind === 'page' ? pageText : 'without a page';
    const callTexts = [calls.length > 0 && 'in a call', rings.length > 0 && 'ringing'];
    return h(
      'li',
      { id: `agent-${agent}` },
      h('strong', {}, name),
      h('span', {}, [user, kindText, ...callTexts].filter(Boolean).join(', ')),
      h(
        'div',
        { class: 'buttons' },
        kind === 'page' && button('Break off', 'agents/drop', { agent }, `the socket of ${name}`),
        kind === 'page' &&
          button('Close 1011', 'agents/drop', { agent, code: 1011 }, `the socket of ${name}`),
        kind === 'page' &&
          button(
            'Disconnect for good',
            'conditions',
            { agentDisconnect: { user } },
            `every agent of ${name}`,
          ),
        button('Forget', `agents/${agent}`, null, name),
      ),
    );
  });
}

/** @returns one row for each condition (fault) that is switched on, with a button that switches it off. */
export function conditionsView(conditions: State['conditions']): HTMLElement[] {
  const rows = Object.entries(conditions).flatMap(([user, conditionsOfUser]) =>
    Object.entries(conditionsOfUser).map(([name, value]) => ({ user, name, value: value as unknown })),
  );
  if (rows.length === 0) return [h('li', {}, 'Everything is as usual.')];
  return rows.map(({ user, name, value }) =>
    h(
      'li',
      {},
      h('strong', {}, name),
      h('span', {}, `${JSON.stringify(value)} for ${user === '*' ? 'everyone' : user}`),
      button('Take away', 'conditions', { ...(user === '*' ? {} : { user }), [name]: null }, name),
    ),
  );
}

/** Creates a text with a button that copies the text. @param what what the text is, for the button's accessible name. */
export const copied = (what: string, text: string): HTMLElement =>
  h('span', { class: 'copied' }, h('code', {}, text), copyButton(text, what));

/** @returns one row for each person and phone number of the directory. The button `Rings` lets them call the user. */
export function peopleView({ people, phones }: Directory): HTMLElement[] {
  return [
    ...people.map(({ oid, user, name, note, teamsLicence }) =>
      h(
        'li',
        {},
        h('strong', {}, name),
        h('span', {}, teamsLicence ? note : `${note}; no Teams licence`),
        copied(`the sign-in name of ${name}`, user),
        copied(`the id of ${name}`, oid),
        h('button', { type: 'button', 'data-caller': user, 'aria-label': `${name} rings` }, 'Rings'),
      ),
    ),
    ...phones.map(({ number, note }) =>
      h(
        'li',
        {},
        h('strong', {}, 'Telephone'),
        h('span', {}, note),
        copied('the number', number),
        h('button', { type: 'button', 'data-caller': number, 'aria-label': `${number} rings` }, 'Rings'),
      ),
    ),
  ];
}

export function meetingsView({ meetings }: Directory): HTMLElement[] {
  return meetings.map(({ subject, link, meetingId, passcode }) =>
    h(
      'li',
      {},
      h('strong', {}, subject),
      copied(`the link to ${subject}`, link),
      meetingId !== undefined && copied(`the number of ${subject}`, meetingId),
      passcode !== undefined && copied(`the passcode of ${subject}`, passcode),
    ),
  );
}
