import type { Controls } from '../controlTypes.ts';
import type { CallersOptions, ContactCentre } from '../declaredTypes.ts';
import type { Callers, IncomingCall, WaitOptions } from '../playwrightTypes.ts';
import { createIncomingCall } from './calls.ts';
import { defaultTimeoutMs, waitFor } from './waitFor.ts';

/** Lets telephones call service numbers of the emulator. */
export function createCallers(emulator: Controls): Callers {
  const ringMany = async (
    number: string,
    { timeout = defaultTimeoutMs, ...options }: CallersOptions & WaitOptions,
  ): Promise<IncomingCall[]> => {
    await waitUntilConnected(emulator, options.agents ?? [], timeout);
    const callers = await emulator.contactCentre.ring(number, options);
    return callers.map(({ call, from }) =>
      createIncomingCall(emulator, call, from, `The call from ${from} to ${number}`),
    );
  };
  return {
    async ring(number, options = {}) {
      const [call] = await ringMany(number, options);
      if (!call) throw new Error(`No telephone has called ${number}.`);
      return call;
    },
    ringMany: (number, count, options = {}) => ringMany(number, { ...options, count }),
  };
}

/** Waits until people are connected as agents. @throws Error that names those who are not. */
async function waitUntilConnected(
  emulator: Controls,
  names: readonly string[],
  timeoutMs: number,
): Promise<void> {
  const people = await Promise.all(names.map((name) => emulator.findPerson(name)));
  const findAbsent = ({ agents }: ContactCentre) =>
    people.filter(({ user }) => !agents.some((agent) => agent.user === user));
  const areConnected = await waitFor(
    async () => (findAbsent(await emulator.contactCentre.read()).length === 0 ? true : undefined),
    timeoutMs,
  );
  if (areConnected) return;
  const absentNames = findAbsent(await emulator.contactCentre.read()).map(({ name }) => name);
  throw new Error(
    `Nothing can ring: no page is connected as the agent ${absentNames.join(', ')}. Sign in first, so that the app creates a call agent with a token of Teams Phone extensibility.`,
  );
}
