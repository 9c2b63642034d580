import type * as z from 'zod';
import type { ConditionChanges } from '../../src/emulator/wire/conditions.ts';
import type { AgentDisconnect } from '../../src/emulator/controls/worldControls.ts';
import type { System } from './system.ts';

/** An action of a virtual agent: see `docs/emulator-controls.md`. */
type Act = { readonly as: string; readonly act: string } & Readonly<Record<string, unknown>>;

/** Client of the emulator's controls. Its functions throw when the emulator refuses, with the reason. */
export function controls({ emulator }: { emulator: Pick<System['emulator'], 'url' | 'secret'> }) {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${emulator.url}/emulator/${path}`, {
      method,
      headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    set: (
      conditions: ConditionChanges & { user?: string; agentDisconnect?: z.infer<typeof AgentDisconnect> },
    ) => ask('POST', 'conditions', conditions),
    reset: () => ask('DELETE', 'conditions'),
    revoke: (user: string) => ask('POST', 'revoke', { user }),
    /** Runs an action as a user. */
    act: (action: Act) => ask<Readonly<Record<string, unknown>>>('POST', 'act', action),
    /** Gives a user a virtual agent that accepts every call. @returns a function that removes the agent. */
    async answering(user: string): Promise<() => Promise<unknown>> {
      const { agent } = await ask<{ agent: string }>('POST', 'agents', { user, answer: 'accept' });
      return () => ask('DELETE', `agents/${agent}`);
    },
    /** Gives a user a virtual agent at which calls ring until the test acts for it. */
    ringing: (user: string) => ask<unknown>('POST', 'agents', { user, answer: 'nothing' }),
    scenario: (name: string, options: object) =>
      ask<{ meeting: { link: string } }>('POST', `scenarios/${name}`, options),
    /** Closes a user's signalling sockets, as a network failure does. */
    drop: (user: string, code?: number) =>
      ask('POST', 'agents/drop', { user, ...(code !== undefined && { code }) }),
    crowd: (options: object) => ask<{ count: number }>('POST', 'crowd', options),
    agents: () => ask<readonly { user: string | null; connected: boolean }[]>('GET', 'agents'),
    calls: () => ask<readonly unknown[]>('GET', 'calls'),
    /** Ends all calls, and removes all virtual agents. */
    clear: () => ask('POST', 'reset'),
  };
}
