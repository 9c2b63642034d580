import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { listen } from '../sdk/listen.ts';

const attemptTimeoutMs = 30_000;
/** Milliseconds after which the app no longer waits for the SDK to create an agent. Without a network, that once took 76 s. */
const creationTimeoutMs = 120_000;
/** Milliseconds after which the app no longer waits for a `dispose`: an unreachable service must not delay the next agent. */
const disposeTimeoutMs = 5_000;

const resolveAfter = (delayMs: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(resolve, delayMs, null);
  });

/** Disposes of an agent. Never rejects, and takes at most `disposeTimeoutMs`. */
export async function disposeOf(agent: TeamsCallAgent): Promise<void> {
  await Promise.race([agent.dispose().catch(() => {}), resolveAfter(disposeTimeoutMs)]);
}

/**
 * Lets the app create agents (connections to the calling service), one at a time. Each attempt gives up after 30 s, but the
 * SDK's `createTeamsCallAgent` may go on. Until that has ended, the SDK refuses to create another agent (409/40230 or
 * 400/40008). So the next attempt waits for the agent that is already being created.
 */
export function createAgentCreator(client: CallClient) {
  let pendingCreation: Promise<TeamsCallAgent> | null = null;

  const beginCreation = (credential: AzureCommunicationTokenCredential): Promise<TeamsCallAgent> => {
    const creation = client.createTeamsCallAgent(credential);
    const forgetCreation = () => {
      if (pendingCreation === creation) pendingCreation = null;
    };
    creation.catch(forgetCreation);
    void resolveAfter(creationTimeoutMs).then(() => {
      if (pendingCreation !== creation) return;
      forgetCreation();
      // The SDK may give the same agent object to the next attempt. Then `agentKeeper.ts` has to replace it once more.
      creation.then(disposeOf, () => {});
    });
    return creation;
  };

  return {
    /** Creates an agent and waits until it is connected, because the SDK's promise also resolves with a disconnected one. */
    create: async (credential: AzureCommunicationTokenCredential): Promise<Result<TeamsCallAgent>> => {
      const deadline = resolveAfter(attemptTimeoutMs);
      let agent: TeamsCallAgent | null;
      try {
        pendingCreation ??= beginCreation(credential);
        agent = await Promise.race([pendingCreation, deadline]);
      } catch (cause) {
        return translateSdkError(cause, 'agent-refused');
      }
      if (!agent) return fail('agent-unreachable');
      pendingCreation = null;
      if (await Promise.race([waitUntilConnected(agent), deadline])) return ok(agent);
      await disposeOf(agent);
      return fail('agent-unreachable');
    },
    /** @returns the agent that the SDK is still creating although the app has given up; `null` if there is none */
    findPendingCreation: (): Promise<unknown> | null => pendingCreation,
  };
}

function waitUntilConnected(agent: TeamsCallAgent): Promise<true> {
  if (agent.connectionState === 'Connected') return Promise.resolve(true);
  return new Promise((resolve) => {
    const stop = listen(agent, ['connectionStateChanged'], () => {
      if (agent.connectionState !== 'Connected') return;
      stop();
      resolve(true);
    });
  });
}
