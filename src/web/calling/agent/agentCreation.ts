import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { fromSdk } from '../../errors/fromSdk.ts';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { listen } from '../sdk/listen.ts';

/** How long an attempt waits for a connected agent before it has failed. */
const attemptTimeoutMs = 30_000;
/** How long a creation may hang before it is given up. The SDK was seen to hang for 76 s without a network. */
const hangLimitMs = 120_000;
/** How long `dispose` may take: what comes next must not wait for a service that is away. */
const disposeTimeoutMs = 5_000;

const after = (ms: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, null);
  });

/** Disposes of an agent; never rejects and never hangs. */
export async function disposeOf(agent: TeamsCallAgent): Promise<void> {
  await Promise.race([agent.dispose().catch(() => {}), after(disposeTimeoutMs)]);
}

/**
 * Creates agents, one at a time. The SDK refuses a second creation while one is pending (409/40230, 400/40008), so an
 * attempt goes on with a creation that an earlier attempt began.
 */
export function createAgentCreation(client: CallClient) {
  let creating: Promise<TeamsCallAgent> | null = null;

  const begin = (credential: AzureCommunicationTokenCredential): Promise<TeamsCallAgent> => {
    const begun = client.createTeamsCallAgent(credential);
    const forget = () => {
      if (creating === begun) creating = null;
    };
    begun.catch(forget);
    void after(hangLimitMs).then(() => {
      if (creating !== begun) return;
      forget();
      // The next attempt may be given the same object: then it is disconnected, and replaced once more.
      begun.then(disposeOf, () => {});
    });
    return begun;
  };

  return {
    /** @returns an agent that is connected: the SDK's promise also resolves offline, with one that is not. */
    create: async (credential: AzureCommunicationTokenCredential): Promise<Result<TeamsCallAgent>> => {
      const deadline = after(attemptTimeoutMs);
      let agent: TeamsCallAgent | null;
      try {
        creating ??= begin(credential);
        agent = await Promise.race([creating, deadline]);
      } catch (cause) {
        return fromSdk(cause, 'agent-refused');
      }
      if (!agent) return fail('agent-unreachable');
      creating = null;
      if (await Promise.race([whenConnected(agent), deadline])) return ok(agent);
      await disposeOf(agent);
      return fail('agent-unreachable');
    },
    /** The creation that an attempt did not wait for any longer. */
    pending: (): Promise<unknown> | null => creating,
  };
}

function whenConnected(agent: TeamsCallAgent): Promise<true> {
  if (agent.connectionState === 'Connected') return Promise.resolve(true);
  return new Promise((resolve) => {
    const stop = listen(agent, ['connectionStateChanged'], () => {
      if (agent.connectionState !== 'Connected') return;
      stop();
      resolve(true);
    });
  });
}
