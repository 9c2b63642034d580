import { randomUUID } from 'node:crypto';
import type { Random } from '../../support/random.ts';
import { defaultState } from '../../../src/emulator/testing/testClient.ts';
import type { CallView } from './callView.ts';
import type { SimulatedEndpoint } from './simulatedEndpoint.ts';
import { rawIdOf, type Simulation } from './simulation.ts';

const peopleWithEndpoints = ['alice', 'bob', 'carol'].map(rawIdOf);
const otherPeople = ['erin', 'echo', 'busy', 'decline', 'noanswer'].map(rawIdOf);
/** People with endpoints are listed three times, so that they are picked more often: only their commands can interfere. */
const everyone = [...peopleWithEndpoints, ...peopleWithEndpoints, ...peopleWithEndpoints, ...otherPeople];
/** A phone that answers, a phone that is busy, and an unknown number. */
const phones = ['4:+14255550100', '4:+14255550101', '4:+14255559999'];
const unknownPerson = '8:orgid:99999999-9999-4999-8999-999999999999';
const meetings = [
  { meetingId: '201000000001', passcode: 'open01' },
  { meetingId: '201000000002', passcode: 'lobby2' },
  { meetingId: '201000000002', passcode: 'wrong' },
];

type CommandSender = (endpoint: SimulatedEndpoint, view: CallView, random: Random) => void;

/** Functions that each send a command in a call. The key names the command. */
const commandSenders: Record<string, CommandSender> = {
  hangUp: (endpoint, view) => endpoint.hangUp(view),
  endForAll: (endpoint, view) => endpoint.hangUp(view, true),
  hold: (endpoint, { callId: call }) =>
    endpoint.send({ t: 'state', call, state: { ...defaultState, hold: true } }),
  resume: (endpoint, { callId: call }) => endpoint.send({ t: 'state', call, state: defaultState }),
  raiseHand: (endpoint, { callId: call }) =>
    endpoint.send({ t: 'ask', call, ref: randomUUID(), feature: 'raiseHand', what: { up: true } }),
  addParticipant(endpoint, view, random) {
    const presentRawIds = new Set(Array.from(view.others.values(), ({ rawId }) => rawId));
    const id = random.pick([...everyone, ...phones, unknownPerson]);
    if (!view.isConnected || presentRawIds.has(id)) return;
    const participant = randomUUID();
    view.expectParticipant(participant, id);
    endpoint.send({ t: 'add', call: view.callId, participant, id });
  },
  removeParticipant(endpoint, { callId: call, others }, random) {
    if (others.size > 0) endpoint.send({ t: 'remove', call, participant: random.pick([...others.keys()]) });
  },
  mute: (endpoint, { callId: call, others }) =>
    endpoint.send({ t: 'mute', call, participants: [...others.keys()] }),
  signal(endpoint, { callId: call, others }, random) {
    if (others.size === 0) return;
    endpoint.send({ t: 'signal', call, to: random.pick([...others.keys()]), signal: { ask: 'restart' } });
  },
  transfer(endpoint, { callId: call, others }, random) {
    if (others.size === 0) return;
    const participant = random.pick([...others.keys()]);
    const otherCalls = endpoint.activeViews.filter(({ callId }) => callId !== call);
    const target =
      otherCalls.length > 0 && random.chance(0.6)
        ? { call: random.pick(otherCalls).callId }
        : { id: random.pick(everyone) };
    endpoint.send({ t: 'transfer', call, ticket: randomUUID(), participant, target });
  },
  admitAll(endpoint, view) {
    const participants = listLobby(view);
    if (participants.length === 0) return;
    endpoint.send({ t: 'admit', call: view.callId, participants, ref: randomUUID() });
  },
  rejectFromLobby(endpoint, view, random) {
    const participants = listLobby(view);
    if (participants.length === 0) return;
    const participant = random.pick(participants);
    endpoint.send({ t: 'deny', call: view.callId, participant, ref: randomUUID() });
  },
};

/** @returns the ids of the participants who wait in the lobby. */
const listLobby = ({ others }: CallView): string[] =>
  [...others].flatMap(([participantId, { presence }]) => (presence === 'InLobby' ? [participantId] : []));

/** Makes a random endpoint send a random command, even while frames are on their way. */
export function sendRandomCommand(simulation: Simulation, random: Random): void {
  const endpoint = random.pick(simulation.endpoints.filter(({ isClosed }) => !isClosed));
  const { activeViews } = endpoint;
  // A transfer may already have brought the endpoint into the call that rings there. Then it does not accept that incoming call.
  const incomingCall = [...endpoint.incomingCalls.values()].find(
    ({ call }) => !activeViews.some(({ callId }) => callId === call),
  );
  if (incomingCall && random.chance(0.5)) {
    if (random.chance(0.75)) endpoint.accept(incomingCall);
    else endpoint.reject(incomingCall);
  } else if (activeViews.length > 0 && random.chance(0.8)) {
    commandSenders[random.pick(Object.keys(commandSenders))]?.(endpoint, random.pick(activeViews), random);
  } else if (activeViews.length < 3) startOrJoinCall(endpoint, random);
}

function startOrJoinCall(endpoint: SimulatedEndpoint, random: Random): void {
  if (random.chance(0.25)) return endpoint.joinMeeting(random.pick(meetings));
  const firstCallee = random.pick(everyone);
  const secondCallee = random.pick([...everyone, ...phones]);
  const isGroupCall = random.chance(0.3) && firstCallee !== secondCallee;
  return endpoint.startCall(isGroupCall ? [firstCallee, secondCallee] : [firstCallee]);
}

/** Breaks the socket of a random endpoint, or closes its page and opens another page of the same user. */
export function disturbRandomEndpoint(simulation: Simulation, random: Random): void {
  const endpoint = random.pick(simulation.endpoints.filter(({ isClosed }) => !isClosed));
  if (random.chance(0.6)) endpoint.socket?.close(random.pick([1006, 1011]));
  else if (simulation.endpoints.length < 8) {
    endpoint.closePage(random.pick(['bye', 'closed', 'crashed']));
    const userName = endpoint.name.replace(/\d+$/, '');
    simulation.openEndpoint(userName);
  }
}
