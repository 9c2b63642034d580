import type { Agent, State } from '../views.ts';
import { button, copyButton, h } from './dom.ts';

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

/** @returns the registered agents, of pages and virtual ones. */
export function agentsView(agents: readonly Agent[]): HTMLElement[] {
  if (agents.length === 0) return [h('li', {}, 'Nobody is signed in. Open the app, and sign in.')];
  return agents.map(({ agent, name, user, kind, connected, calls, rings }) => {
    const at = kind === 'page' ? (connected ? 'in a page' : 'its socket is away') : 'without a page';
    const busy = [calls.length > 0 && 'in a call', rings.length > 0 && 'ringing'].filter(Boolean);
    return h(
      'li',
      { id: `agent-${agent}` },
      h('strong', {}, name),
      h('span', {}, [user, at, ...busy].filter(Boolean).join(', ')),
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

/** @returns the conditions that hold, each with a button that resets it. */
export function conditionsView(conditions: State['conditions']): HTMLElement[] {
  const all = Object.entries(conditions).flatMap(([user, set]) =>
    Object.entries(set).map(([name, value]) => ({ user, name, value: value as unknown })),
  );
  if (all.length === 0) return [h('li', {}, 'Everything is as usual.')];
  return all.map(({ user, name, value }) =>
    h(
      'li',
      {},
      h('strong', {}, name),
      h('span', {}, `${JSON.stringify(value)} for ${user === '*' ? 'everyone' : user}`),
      button('Take away', 'conditions', { ...(user === '*' ? {} : { user }), [name]: null }, name),
    ),
  );
}

/** Shows a text with a button that copies it. */
export const copied = (what: string, text: string): HTMLElement =>
  h('span', { class: 'copied' }, h('code', {}, text), copyButton(text, what));

/** @returns the people and phone numbers that can be called. */
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
