import type { Call, Participant } from '../views.ts';
import { button, h } from './dom.ts';

/** Participants of a call that are shown. */
const maxShown = 12;

/** @returns the calls, with the buttons for them and for their participants. */
export function callsView(calls: readonly Call[]): HTMLElement[] {
  if (calls.length === 0) return [h('p', {}, 'Nobody is in a call.')];
  return calls.map(callView);
}

function callView(call: Call): HTMLElement {
  const { participants } = call;
  const order = [...participants].sort((a, b) => rank(a) - rank(b));
  const more = order.length - maxShown;
  const first = participants.find(({ presence }) => presence === 'Joined');
  return h(
    'article',
    { id: `call-${call.call}`, 'aria-label': `Call ${call.call.slice(0, 8)}` },
    h('h3', {}, heading(call)),
    h('p', {}, facts(call)),
    h('ul', { class: 'cards' }, ...order.slice(0, maxShown).map((one) => participantView(call, one))),
    more > 0 && h('p', {}, `and ${more} more`),
    h('div', { class: 'buttons' }, ...callButtons(call, first)),
  );
}

/** Sorts participants with pages first, then those who wait or ring, then virtual agents. */
function rank({ media, presence }: Participant): number {
  if (media === 'page') return 0;
  return presence === 'Joined' ? (media === 'silent' ? 3 : 2) : 1;
}

const presences = { Joined: null, InLobby: 'waits in the lobby', Ringing: 'rings', Connecting: 'connecting' };
const media = {
  page: 'in a page',
  echo: 'sound and picture',
  silent: 'no media',
  phone: 'a telephone',
  voicemail: 'a voicemail',
};
const kinds = { oneToOne: 'Call', group: 'Group call', meeting: 'Meeting' };

const heading = ({ kind, subject }: Call): string => (subject ? `${kinds[kind]}: ${subject}` : kinds[kind]);

function facts({ participants, recording, transcription }: Call): string {
  const count = participants.length === 1 ? '1 participant' : `${participants.length} participants`;
  const recorded = recording && (recording === 'Paused' ? 'recording paused' : 'being recorded');
  return [count, recorded, transcription && 'being transcribed'].filter(Boolean).join(', ');
}

function callButtons(
  { call, recording, transcription }: Call,
  first: Participant | undefined,
): HTMLElement[] {
  if (!first) return [];
  const by = { as: first.participant, call };
  return [
    button(recording ? 'Stop recording' : 'Record', 'act', { ...by, act: 'record', on: !recording }),
    button(transcription ? 'Stop transcription' : 'Transcribe', 'act', {
      ...by,
      act: 'transcribe',
      on: !transcription,
    }),
    button('A crowd of 50', 'crowd', { call, count: 50, talking: 1 }),
    button('No crowd', 'crowd', { call, count: 0 }),
    button('End for all', `calls/${call}`, null),
  ];
}

function participantView(call: Call, one: Participant): HTMLElement {
  const { muted, hold, video, screen } = one.state;
  const says = [
    presences[one.presence],
    one.role === 'Unknown' ? null : one.role,
    muted && 'muted',
    hold && 'on hold',
    video && 'camera',
    screen && 'sharing',
    one.hand !== null && `hand ${one.hand}`,
    one.media && media[one.media],
  ].filter(Boolean);
  return h(
    'li',
    { id: `one-${one.participant}` },
    h('strong', {}, one.name),
    h('span', {}, says.join(', ')),
    h('div', { class: 'buttons' }, ...buttonsOf(call, one)),
  );
}

function buttonsOf({ call, participants }: Call, one: Participant): HTMLElement[] {
  const act = (text: string, body: object, as = one.participant) =>
    button(text, 'act', { as, call, ...body }, one.name);
  if (one.presence === 'InLobby') {
    const host = participants.find(({ presence, role }) => presence === 'Joined' && role !== 'Attendee');
    const by = host?.participant;
    return by === undefined
      ? []
      : [
          act('Admit', { act: 'admit', who: one.participant }, by),
          act('Reject', { act: 'reject', who: one.participant }, by),
        ];
  }
  if (one.presence !== 'Joined')
    return [act('Accept', { act: 'accept' }), act('Decline', { act: 'decline' })];
  const { muted, hold, video, screen } = one.state;
  const hand = act(one.hand === null ? 'Raise hand' : 'Lower hand', { act: 'hand', up: one.hand === null });
  const say = act('Say hello', { act: 'say', text: `Hello, this is ${one.name}.` });
  const leave = act('Leave', { act: 'leave' });
  if (one.media === 'page') return [act('Mute', { act: 'mute' }), hand, say, leave];
  return [
    act(muted ? 'Unmute' : 'Mute', { act: muted ? 'unmute' : 'mute' }),
    act(hold ? 'Resume' : 'Hold', { act: hold ? 'resume' : 'hold' }),
    act(video ? 'Camera off' : 'Camera on', { act: 'camera', on: !video }),
    act(screen ? 'Stop sharing' : 'Share', { act: 'share', on: !screen }),
    act('Go silent', { act: 'media', media: 'silent' }),
    hand,
    say,
    leave,
  ];
}
