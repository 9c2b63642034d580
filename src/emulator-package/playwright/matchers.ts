import { isDeepStrictEqual } from 'node:util';
import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { Controls } from '../controlTypes.ts';
import type { Call, Participant } from '../declaredTypes.ts';
import type { CallMatchers, ExpectedCall, ExpectedParticipant } from '../playwrightTypes.ts';
import { isReachable } from './calls.ts';
import { describeAgents, describeCalls } from './describe.ts';
import { waitFor } from './waitFor.ts';

/** What one check of the emulator's state found. */
interface Look {
  readonly isMet: boolean;
  /** What the emulator has instead, for the message of a failure. */
  readonly actual: string;
}

/**
 * Checks the emulator's state until the expectation is met (with `.not`: until it is not met) or the time is up.
 * @param expected what is expected, for the message of a failure.
 */
async function poll(
  state: ExpectMatcherState,
  name: string,
  options: { expected: unknown; timeout?: number; look: () => Promise<Look> },
): Promise<MatcherReturnType> {
  const { expected, timeout = state.timeout, look } = options;
  let last: Look | undefined;
  await waitFor(async () => {
    last = await look();
    // As long as `waitFor` gets `undefined`, it looks again.
    return last.isMet === state.isNot ? undefined : true;
  }, timeout);
  const { isMet = false, actual = '' } = last ?? {};
  const message = () =>
    [
      `expect(emulator)${state.isNot ? '.not' : ''}.${name}(expected) failed`,
      '',
      `Expected: ${state.isNot ? 'not ' : ''}${state.utils.printExpected(expected)}`,
      actual,
      `Timeout:  ${timeout}ms`,
    ].join('\n');
  return { name, pass: isMet, expected, actual, timeout, message };
}

/**
 * Creates a function that tells whether a raw id is the one of `name`: a person's name, a phone number or a raw id. A person has
 * one raw id as a Teams user, and another one as an agent.
 */
async function createIdMatcher(emulator: Controls, name: string): Promise<(rawId: string) => boolean> {
  if (name.startsWith('+')) return (rawId) => rawId === `4:${name.replaceAll(/[^+\d]/g, '')}`;
  if (/^\d{1,2}:/.test(name)) return (rawId) => rawId === name;
  const { oid } = await emulator.findPerson(name);
  return (rawId) => rawId.endsWith(oid);
}

/** Creates a function that tells whether `name` means a participant. */
async function createMatcher(
  emulator: Controls,
  name: string,
): Promise<(participant: Participant) => boolean> {
  const isId = await createIdMatcher(emulator, name);
  return ({ id }) => isId(id);
}

/** @returns whether a call connects participants. In a meeting, one participant is enough. */
function isConnected({ kind, participants }: Call): boolean {
  const joinedCount = participants.filter(({ presence }) => presence === 'Joined').length;
  return joinedCount >= (kind === 'meeting' ? 1 : 2);
}

const matchesState = (call: Call, { state, held, recording }: ExpectedCall): boolean =>
  (state === undefined || isConnected(call) === (state === 'Connected')) &&
  (held === undefined || call.participants.some((participant) => participant.state.hold) === held) &&
  (recording === undefined || call.recording === recording);

/** @returns whether the participant's own state is as expected. The fields `call` and `caller` are compared elsewhere. */
function matchesExpected(
  participant: Participant,
  { call: _call, caller: _caller, ...expected }: ExpectedParticipant,
): boolean {
  const { presence, role, state, hand } = participant;
  const actual: typeof expected = {
    presence,
    role,
    muted: state.muted,
    held: state.hold,
    camera: state.video,
    sharing: state.screen,
    handRaised: hand !== null,
  };
  return Object.entries(expected).every(
    ([name, value]) => value === undefined || actual[name as keyof typeof actual] === value,
  );
}

/** The expectations about an emulator. Their default time-out is that of the project's configuration (`this.timeout`). */
export const callMatchers: CallMatchers = {
  async toHaveCall(emulator, expected = {}, options) {
    const { from, to = [] } = expected;
    const isCaller = from === undefined ? () => true : await createMatcher(emulator, from);
    const callees = typeof to === 'string' ? [to] : to;
    const areCallees = await Promise.all(callees.map((callee) => createMatcher(emulator, callee)));
    const matches = (call: Call): boolean => {
      const [caller, ...others] = call.participants;
      const hasCaller = from === undefined || (caller !== undefined && isCaller(caller));
      return (
        hasCaller && areCallees.every((isCallee) => others.some(isCallee)) && matchesState(call, expected)
      );
    };
    const look = async () => {
      const calls = await emulator.calls.list();
      return { isMet: calls.some(matches), actual: `Calls:\n${describeCalls(calls)}` };
    };
    return poll(this, 'toHaveCall', { ...options, expected, look });
  },
  async toHaveParticipant(emulator, person, expected = {}, options) {
    const isPerson = await createMatcher(emulator, person);
    const isCaller =
      expected.caller === undefined ? () => true : await createIdMatcher(emulator, expected.caller);
    const look = async () => {
      const calls = await emulator.calls.list();
      const isMet = calls
        .filter(({ call }) => expected.call === undefined || expected.call === call)
        .flatMap(({ participants }) => participants)
        .some(
          (participant) =>
            isPerson(participant) &&
            isCaller(participant.caller ?? '') &&
            matchesExpected(participant, expected),
        );
      return { isMet, actual: `Calls:\n${describeCalls(calls)}` };
    };
    return poll(this, 'toHaveParticipant', { ...options, expected: { person, ...expected }, look });
  },
  async toHaveAgent(emulator, name, options) {
    const person = await emulator.findPerson(name);
    const look = async () => {
      const agents = await emulator.agents.list();
      const isMet = agents.some((agent) => agent.kind === 'page' && isReachable(agent, person));
      return { isMet, actual: `Agents:\n${describeAgents(agents)}` };
    };
    return poll(this, 'toHaveAgent', { ...options, expected: person.name, look });
  },
  async toHaveCondition(emulator, condition, { person, value, timeout } = {}) {
    const key = person === undefined ? '*' : (await emulator.findPerson(person)).oid;
    const look = async () => {
      const conditions = await emulator.conditions.list();
      const actualValue = conditions[key]?.[condition];
      const isMet =
        actualValue !== undefined && (value === undefined || isDeepStrictEqual(actualValue, value));
      return { isMet, actual: `Conditions: ${JSON.stringify(conditions)}` };
    };
    const expected = { condition, ...(person && { person }), ...(value !== undefined && { value }) };
    return poll(this, 'toHaveCondition', { expected, look, ...(timeout !== undefined && { timeout }) });
  },
};
