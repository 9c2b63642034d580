import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { fromSdk } from '../../errors/fromSdk.ts';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { listen } from '../sdk/listen.ts';

/** Milliseconds until an attempt without a connected agent has failed. */
const attemptTimeoutMs = 30_000;
/** Milliseconds until a pending creation is abandoned. Without a network, a creation of the SDK was seen to take 76 s. */
const creationTimeoutMs = 120_000;
/** Milliseconds until a pending `dispose` is abandoned, so that an unreachable service does not delay the next agent. */
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
 * attempt waits for a creation that an earlier attempt began.
 */
export function createAgentCreation(client: CallClient) {
  let creating: Promise<TeamsCallAgent> | null = null;

  const beginCreation = (credential: AzureCommunicationTokenCredential): Promise<TeamsCallAgent> => {
    const begun = client.createTeamsCallAgent(credential);
    const forget = () => {
      if (creating === begun) creating = null;
    };
    begun.catch(forget);
    void after(creationTimeoutMs).then(() => {
      if (creating !== begun) return;
      forget();
      // The SDK may give the next attempt the same agent object. Then this disconnects it, and it is replaced once more.
      begun.then(disposeOf, () => {});
    });
    return begun;
  };

  return {
    /** Creates an agent and waits until it is connected. (The SDK's promise also resolves with a disconnected agent.) */
    create: async (credential: AzureCommunicationTokenCredential): Promise<Result<TeamsCallAgent>> => {
      const deadline = after(attemptTimeoutMs);
      let agent: TeamsCallAgent | null;
      try {
        creating ??= beginCreation(credential);
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
    /** A creation that has outlasted its attempt; `null` if there is none. */
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
