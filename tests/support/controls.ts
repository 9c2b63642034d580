import type { ConditionChanges } from '../../src/emulator-package/controlTypes.ts';
import { createControls as createPackageControls } from '../../src/emulator-package/controls/createControls.ts';
import type { System } from './system.ts';

/**
 * An action of a virtual agent (an endpoint of the emulator without a page). `as` names the user or phone number that acts.
 * `docs/emulator-controls.md` lists all actions.
 */
type Action = { readonly as: string; readonly act: string } & Readonly<Record<string, unknown>>;

/** Creates the controls of the emulator's npm package, with shorter names for what our tests do most. */
export function createControls({ emulator }: { emulator: Pick<System['emulator'], 'url' | 'secret'> }) {
  const controls = createPackageControls(emulator);
  const { conditions, agents, calls } = controls;
  return {
    /** Switches conditions (simulated faults) on. @param changes.user limits them to one user. */
    setConditions: ({ user, ...changes }: ConditionChanges & { user?: string }) =>
      conditions.set(changes, user),
    /** Disconnects the call agents of a user's pages for good. */
    disconnectAgents: agents.disconnect,
    resetConditions: conditions.reset,
    endSignIns: controls.revokeSignIns,
    /** Lets a user or a phone number act in a call through a virtual agent. */
    runAction: ({ as, act, ...parameters }: Action) =>
      // The package's type knows the parameters of each action. Tests write them freely, and the emulator checks them.
      controls.act(as, act as 'feature', parameters as never),
    /** Gives a user a virtual agent that accepts every call. @returns a function that removes the agent. */
    async addAnsweringAgent(user: string): Promise<() => Promise<void>> {
      const agent = await agents.add(user, { answer: 'accept' });
      return () => agents.remove(agent);
    },
    /** Gives a user a virtual agent that lets calls ring until the test runs an action as this user. */
    addRingingAgent: (user: string) => agents.add(user),
    startScenario: controls.startScenario,
    /** Lets telephones call a service number of Teams Phone extensibility. */
    callServiceNumber: controls.contactCentre.ring,
    /** Closes a user's signalling sockets. @param code the close code; without it they break as in a network failure. */
    dropSockets: (person: string, code?: number) =>
      agents.drop({ person, ...(code !== undefined && { code }) }),
    /** Adds generated participants to a call. */
    addCrowd: calls.resizeCrowd,
    listAgents: agents.list,
    listCalls: calls.list,
    endCall: calls.end,
    /** Ends all calls, and removes all virtual agents and conditions. */
    resetCalls: controls.reset,
  };
}
