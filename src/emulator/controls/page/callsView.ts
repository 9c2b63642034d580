import type { Call, Participant } from '../views.ts';
import { createElement, createRequestButton, createRow } from './dom.ts';
import { describeAgent } from './describeAgent.ts';

// The section *Calls* of the page of controls, `GET /emulator`. Its buttons send requests to the routes under `/emulator/`:
// `createRequestButton` gets the text, the path and the body, which is `null` for a DELETE request.

const maxShownParticipants = 12;

export function createCallViews(calls: readonly Call[]): HTMLElement[] {
  if (calls.length === 0) return [createElement('p', {}, 'Nobody is in a call.')];
  return calls.map(createCallView);
}

function createCallView(call: Call): HTMLElement {
  const { participants } = call;
  const sortedParticipants = [...participants].sort((a, b) => rankParticipant(a) - rankParticipant(b));
  const hiddenCount = sortedParticipants.length - maxShownParticipants;
  const firstJoined = participants.find(({ presence }) => presence === 'Joined');
  return createElement(
    'article',
    { id: `call-${call.call}`, 'aria-label': `Call ${call.call.slice(0, 8)}` },
    createElement('h3', {}, describeKind(call)),
    createElement('p', {}, describeState(call)),
    createElement(
      'ul',
      { class: 'cards' },
      ...sortedParticipants
        .slice(0, maxShownParticipants)
        .map((participant) => createParticipantView(call, participant)),
    ),
    hiddenCount > 0 && createElement('p', {}, `and ${hiddenCount} more`),
    createElement('div', { class: 'buttons' }, ...createCallButtons(call, firstJoined)),
  );
}

/** Sorts participants: first those with a page, then those who ring or wait, then simulated ones, and the silent ones last. */
function rankParticipant({ media, presence }: Participant): number {
  if (media === 'page') return 0;
  if (presence !== 'Joined') return 1;
  return media === 'silent' ? 3 : 2;
}

const presenceTexts = {
  Joined: null,
  InLobby: 'waits in the lobby',
  Ringing: 'rings',
  Connecting: 'connecting',
};
const mediaTexts = {
  page: 'in a page',
  echo: 'sound and picture',
  silent: 'no media',
  phone: 'a telephone',
  voicemail: 'a voicemail',
};
const kindTexts = { oneToOne: 'Call', group: 'Group call', meeting: 'Meeting' };

const describeKind = ({ kind, subject }: Call): string =>
  subject ? `${kindTexts[kind]}: ${subject}` : kindTexts[kind];

function describeState({ participants, recording, transcription }: Call): string {
  const count = participants.length === 1 ? '1 participant' : `${participants.length} participants`;
  const recordingText = recording && (recording === 'Paused' ? 'recording paused' : 'being recorded');
  return [count, recordingText, transcription && 'being transcribed'].filter(Boolean).join(', ');
}

/** @param firstJoined the participant in whose name the buttons act. Without one, there are no buttons. */
function createCallButtons(
  { call, recording, transcription }: Call,
  firstJoined: Participant | undefined,
): HTMLElement[] {
  if (!firstJoined) return [];
  const createSwitch = (text: string, act: string, on: boolean) =>
    createRequestButton(text, 'act', { as: firstJoined.participant, call, act, on });
  return [
    createSwitch(recording ? 'Stop recording' : 'Record', 'record', !recording),
    createSwitch(transcription ? 'Stop transcription' : 'Transcribe', 'transcribe', !transcription),
    createRequestButton('A crowd of 50', 'crowd', { call, count: 50, talking: 1 }),
    createRequestButton('No crowd', 'crowd', { call, count: 0 }),
    createRequestButton('End for all', `calls/${call}`, null),
  ];
}

function createParticipantView(call: Call, participant: Participant): HTMLElement {
  const { muted, hold, video, screen } = participant.state;
  const stateTexts = [
    describeAgent(participant.id),
    presenceTexts[participant.presence],
    participant.role === 'Unknown' ? null : participant.role,
    muted && 'muted',
    hold && 'on hold',
    video && 'camera',
    screen && 'sharing',
    participant.hand !== null && `hand ${participant.hand}`,
    participant.media && mediaTexts[participant.media],
  ].filter(Boolean);
  const buttons = createElement('div', { class: 'buttons' }, ...createParticipantButtons(call, participant));
  const row = createRow(participant.name, stateTexts.join(', '), buttons);
  // Without an id, an update of the page could turn this row into another participant's.
  row.id = `one-${participant.participant}`;
  return row;
}

function createParticipantButtons(
  { call, kind, participants }: Call,
  participant: Participant,
): HTMLElement[] {
  const { participant: participantId, name, presence, media } = participant;
  /** @param as the id of the participant in whose name the button acts. By default, the participant of this row. */
  const createActButton = (text: string, body: object, as = participantId) =>
    createRequestButton(text, 'act', { as, call, ...body }, name);
  if (presence === 'InLobby') {
    // Attendees may not admit others.
    const host = participants.find((other) => other.presence === 'Joined' && other.role !== 'Attendee');
    if (!host) return [];
    return [
      createActButton('Admit', { act: 'admit', who: participantId }, host.participant),
      createActButton('Reject', { act: 'reject', who: participantId }, host.participant),
    ];
  }
  if (presence !== 'Joined')
    return [createActButton('Accept', { act: 'accept' }), createActButton('Decline', { act: 'decline' })];
  const { muted, hold, video, screen } = participant.state;
  const isDown = participant.hand === null;
  const handButton = createActButton(isDown ? 'Raise hand' : 'Lower hand', { act: 'hand', up: isDown });
  // Nobody raises a hand in a 1:1 call.
  const handButtons = kind === 'oneToOne' ? [] : [handButton];
  const sayButton = createActButton('Say hello', { act: 'say', text: `Hello, this is ${name}.` });
  const leaveButton = createActButton('Leave', { act: 'leave' });
  if (media === 'page')
    return [createActButton('Mute', { act: 'mute' }), ...handButtons, sayButton, leaveButton];
  return [
    createActButton(muted ? 'Unmute' : 'Mute', { act: muted ? 'unmute' : 'mute' }),
    createActButton(hold ? 'Resume' : 'Hold', { act: hold ? 'resume' : 'hold' }),
    createActButton(video ? 'Camera off' : 'Camera on', { act: 'camera', on: !video }),
    createActButton(screen ? 'Stop sharing' : 'Share', { act: 'share', on: !screen }),
    createActButton('Go silent', { act: 'media', media: 'silent' }),
    ...handButtons,
    sayButton,
    leaveButton,
  ];
}
