import type { ContactCentre } from '../views.ts';
import { createElement, createRequestButton, createRow } from './dom.ts';

// The section *Contact centre* of the page of controls, `GET /emulator`.

/** Groups the digits of a North American number, as people write it. */
export const formatNumber = (number: string): string =>
  number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');

/** @returns one button for each service number. A click lets a telephone call it. */
export const createCallerButtons = ({ numbers }: ContactCentre): HTMLElement[] =>
  numbers.map(({ number }) =>
    createElement(
      'li',
      {},
      createRequestButton(`A telephone calls ${formatNumber(number)}`, 'contact-centre/callers', {
        to: number,
      }),
    ),
  );

export function createWaitingRows({ waiting }: ContactCentre): HTMLElement[] {
  if (waiting.length === 0) return [createElement('li', {}, 'No caller waits.')];
  return waiting.map(({ call, from, to, position, waitedSeconds, hears, ringing }) => {
    const ringsText = ringing.length > 0 && `rings at ${ringing.join(', ')}`;
    const row = createRow(
      formatNumber(from),
      [
        `calls ${formatNumber(to)}`,
        `number ${position} in the queue`,
        `waits for ${waitedSeconds} s`,
        hears === 'announcement' ? 'hears the announcement' : 'hears music',
        ringsText,
      ]
        .filter(Boolean)
        .join(', '),
      createRequestButton('Give up', 'act', { as: from, act: 'leave', call }, formatNumber(from)),
    );
    row.id = `waiting-${call}`;
    return row;
  });
}

const stateTexts: Readonly<Record<ContactCentre['agents'][number]['state'], string>> = {
  free: 'free',
  ringing: 'a call rings',
  inCall: 'in a call',
  wrapUp: 'wraps up a call',
  pause: 'paused after a missed call',
  optedOut: 'opted out',
};

export function createCentreAgentRows({ agents }: ContactCentre): HTMLElement[] {
  if (agents.length === 0) return [createElement('li', {}, 'No agent is connected.')];
  return agents.map(({ id, user, name, state, optedIn }) => {
    const path = `contact-centre/agents/${encodeURIComponent(user ?? '')}`;
    const row = createRow(
      name,
      `agent, ${stateTexts[state]}`,
      createElement(
        'div',
        { class: 'buttons' },
        createRequestButton(optedIn ? 'Opt out' : 'Opt in', path, { optedIn: !optedIn }, name),
        createRequestButton(
          'Emergency call-back',
          'contact-centre/emergency-call-backs',
          { user },
          `to ${name}`,
        ),
      ),
    );
    row.id = `centre-agent-${id}`;
    return row;
  });
}
