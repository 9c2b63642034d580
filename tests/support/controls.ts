import type * as z from 'zod';
import type { ConditionChanges } from '../../src/emulator/wire/conditions.ts';
import type { AgentDisconnect } from '../../src/emulator/controls/emulatorControls.ts';
import type { System } from './system.ts';

/**
 * An action of a virtual agent (an endpoint of the emulator without a page). `as` names the user or phone number that acts.
 * `docs/emulator-controls.md` lists all actions.
 */
type Action = { readonly as: string; readonly act: string } & Readonly<Record<string, unknown>>;

/**
 * Creates a client of the emulator's controls (HTTP routes under `/emulator`). Its functions throw an error with the reason
 * when the emulator refuses.
 */
export function createControls({ emulator }: { emulator: Pick<System['emulator'], 'url' | 'secret'> }) {
  const request = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${emulator.url}/emulator/${path}`, {
      method,
      headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    /** Switches conditions (simulated faults) on. @param conditions.user limits them to one user. */
    setConditions: (
      conditions: ConditionChanges & { user?: string; agentDisconnect?: z.infer<typeof AgentDisconnect> },
    ) => request('POST', 'conditions', conditions),
    /** Moves the emulator's clock forward, so that what it would do meanwhile happens at once. */
    advanceClock: (advanceMs: number) => request('POST', 'clock', { advanceMs }),
    /** Switches all conditions off. */
    resetConditions: () => request('DELETE', 'conditions'),
    /** Ends all sign-ins of a user. */
    endSignIns: (user: string) => request('POST', 'revoke', { user }),
    /** Lets a user or a phone number act in a call through a virtual agent. */
    runAction: (action: Action) => request<Readonly<Record<string, unknown>>>('POST', 'act', action),
    /** Gives a user a virtual agent that accepts every call. @returns a function that removes the agent. */
    async addAnsweringAgent(user: string): Promise<() => Promise<unknown>> {
      const { agent } = await request<{ agent: string }>('POST', 'agents', { user, answer: 'accept' });
      return () => request('DELETE', `agents/${agent}`);
    },
    /** Gives a user a virtual agent that lets calls ring until the test runs an action as this user. */
    addRingingAgent: (user: string) => request<unknown>('POST', 'agents', { user, answer: 'nothing' }),
    /** Starts a scenario, a sequence of actions, by its name in `docs/emulator-controls.md`. */
    startScenario: (name: string, options: object) =>
      request<{ meeting: { link: string } }>('POST', `scenarios/${name}`, options),
    /** Closes a user's signalling sockets. @param code the close code; without it they break as in a network failure. */
    dropSockets: (user: string, code?: number) =>
      request('POST', 'agents/drop', { user, ...(code !== undefined && { code }) }),
    /** Adds generated participants to a call. */
    addCrowd: (options: object) => request<{ count: number }>('POST', 'crowd', options),
    /** Lists the agents of all pages, and all virtual agents. */
    listAgents: () => request<readonly { user: string | null; connected: boolean }[]>('GET', 'agents'),
    listCalls: () => request<readonly unknown[]>('GET', 'calls'),
    /** Ends all calls, and removes all virtual agents. */
    resetCalls: () => request('POST', 'reset'),
  };
}
