import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { listen } from '../sdk/listen.ts';

const attemptTimeoutMs = 30_000;
/** Milliseconds until a pending `createTeamsCallAgent` is abandoned. Without a network, one was observed to take 76 s. */
const creationTimeoutMs = 120_000;
/** Milliseconds until a pending `dispose` is abandoned, so that an unreachable service does not delay the next agent. */
const disposeTimeoutMs = 5_000;

const resolveAfter = (delayMs: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(resolve, delayMs, null);
  });

/** Disposes of an agent. Never rejects, and takes at most 5 s. */
export async function disposeOf(agent: TeamsCallAgent): Promise<void> {
  await Promise.race([agent.dispose().catch(() => {}), resolveAfter(disposeTimeoutMs)]);
}

/**
 * Creates an agent creator, which creates agents one at a time. A creation is one run of the SDK's
 * `createTeamsCallAgent`. An attempt is one run of `create` below, which gives up after 30 s although the creation may
 * go on. The SDK refuses a second creation while one is pending (409/40230 or 400/40008), so the next attempt waits for
 * the pending creation.
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
      // If the SDK gives the same agent object to the next attempt, `disposeOf` disconnects that agent, too, and
      // `agentKeeper.ts` replaces it once more.
      creation.then(disposeOf, () => {});
    });
    return creation;
  };

  return {
    /** Creates an agent and waits until it is connected: the SDK's promise also resolves with a disconnected one. */
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
    /** @returns the creation that is still running although its attempt has failed; `null` if there is none */
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
