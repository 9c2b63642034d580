import type { ActParameters, Controls } from '../controlTypes.ts';
import type { Agent, Call, Participant, VirtualAgentOptions } from '../declaredTypes.ts';
import type { AnsweringAgent, IncomingCall, IncomingCallOptions, WaitOptions } from '../playwrightTypes.ts';
import { describeAgents, describeCalls } from './describe.ts';
import { defaultTimeoutMs, waitFor } from './waitFor.ts';

/** @returns whether calls to a person ring at the agent. */
export const isReachable = ({ oid, connected }: Agent, person: { readonly oid: string }): boolean =>
  connected && oid === person.oid;

/** Calls the page under test. @throws Error if a callee is signed in nowhere, or if the call ends at once. */
export async function placeIncomingCall(
  emulator: Controls,
  { from, to, timeout = defaultTimeoutMs, ...parameters }: IncomingCallOptions,
): Promise<IncomingCall> {
  const callees = typeof to === 'string' ? [to] : to;
  await waitUntilReachable(emulator, callees, timeout);
  const { call: id, ended } = await emulator.act(from, 'ring', { to: callees, ...parameters });
  const route = `The call from ${from} to ${callees.join(', ')}`;
  if (id === undefined || ended)
    throw new Error(`${route} ended at once: ${ended ? `${ended.code}/${ended.subCode}` : 'no call'}.`);
  return createIncomingCall(emulator, id, from, route);
}

/**
 * Creates the functions of a call that exists.
 * @param from the caller: a person, or a phone number.
 * @param route names the call in errors, as in "The call from bob to alice".
 */
export function createIncomingCall(
  emulator: Controls,
  id: string,
  from: string,
  route: string,
): IncomingCall {
  const read = async (): Promise<Call | undefined> =>
    (await emulator.calls.list()).find(({ call: callId }) => callId === id);
  const fail = async (problem: string): Promise<never> => {
    throw new Error(`${route} ${problem}. Calls:\n${describeCalls(await emulator.calls.list())}`);
  };
  return {
    id,
    read,
    async answeredBy({ timeout: timeoutMs = defaultTimeoutMs }: WaitOptions = {}) {
      const callee = await waitFor(async () => {
        const call = await read();
        if (!call) throw new Error(`${route} ended before anybody accepted it.`);
        return findAcceptingCallee(call);
      }, timeoutMs);
      return callee ?? fail(`was not accepted within ${timeoutMs} ms`);
    },
    async ended({ timeout: timeoutMs = defaultTimeoutMs }: WaitOptions = {}) {
      const hasEnded = await waitFor(async () => ((await read()) ? undefined : true), timeoutMs);
      if (!hasEnded) await fail(`did not end within ${timeoutMs} ms`);
    },
    hangUp: async () => void (await emulator.act(from, 'leave', { call: id })),
    async act(name, ...[parameters]) {
      // The compiler does not see that `call` fits the parameters of every act.
      await emulator.act(from, name, ...([{ ...parameters, call: id }] as ActParameters<typeof name>));
    },
  };
}

/** @returns the first callee who has joined. The caller is the first participant. */
const findAcceptingCallee = ({ participants: [, ...callees] }: Call): Participant | undefined =>
  callees.find(({ presence }) => presence === 'Joined');

/**
 * Waits until each callee has a connected agent. Phone numbers, raw ids and bots (whom the emulator plays) need none.
 * @throws Error that names the callees without an agent.
 */
async function waitUntilReachable(
  emulator: Controls,
  callees: readonly string[],
  timeoutMs: number,
): Promise<void> {
  const names = callees.filter((name) => !/^(\+|\d{1,2}:)/.test(name));
  const people = await Promise.all(names.map((name) => emulator.findPerson(name)));
  const findAbsent = (agents: readonly Agent[]) =>
    people.filter((person) => !person.bot && !agents.some((agent) => isReachable(agent, person)));
  const areReachable = await waitFor(
    async () => (findAbsent(await emulator.agents.list()).length === 0 ? true : undefined),
    timeoutMs,
  );
  if (areReachable) return;
  const agents = await emulator.agents.list();
  const absentNames = findAbsent(agents).map(({ name }) => name);
  throw new Error(
    `Nothing can ring: no page has a connected call agent of ${absentNames.join(', ')}. Sign in first, so that the app creates one. Agents:\n${describeAgents(agents)}`,
  );
}

/** Adds a virtual agent that answers the calls to a person. */
export async function addAnsweringAgent(
  emulator: Controls,
  person: string,
  options: VirtualAgentOptions = {},
): Promise<AnsweringAgent> {
  const id = await emulator.agents.add(person, { answer: 'accept', ...options });
  return {
    id,
    act: async (act, ...parameters) => void (await emulator.act(person, act, ...parameters)),
    remove: () => emulator.agents.remove(id),
  };
}
