import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { keepAgentConnected, type AgentSource } from './agentKeeper.ts';
import { createDevices, type Devices } from '../devices/devices.ts';
import { listen } from '../sdk/listen.ts';
import { loadSdk, type Sdk } from '../sdk/sdk.ts';

/** The agent in use (the connection to the calling service), the loaded SDK, and this machine's devices. */
export interface ConnectedAgent extends AgentSource {
  readonly sdk: Sdk;
  readonly devices: Devices;
}

/** @param needsFreshToken whether the credential needs a new token, because the service has refused the last one */
type GetCredential = (needsFreshToken: boolean) => Promise<Result<AzureCommunicationTokenCredential>>;

const createParts = (sdk: Sdk) => {
  const client = new sdk.CallClient();
  return { sdk, devices: createDevices(sdk, () => client.getDeviceManager()), ...createAgentCreator(client) };
};

/** Creates the page's only `CallClient`, and one `TeamsCallAgent` at a time. */
export function createAgentOwner() {
  let parts: ReturnType<typeof createParts> | null = null;

  /** Prepares what works without a connection: the SDK, its client and this machine's devices. */
  const prepare = async () => {
    const sdk = await loadSdk();
    return (parts ??= createParts(sdk));
  };

  /** Creates an agent, and keeps replacing it whenever the SDK disconnects it. */
  async function connect(getCredential: GetCredential): Promise<Result<ConnectedAgent>> {
    const prepared = await prepare().catch((cause: unknown) => fail('sdk-not-loaded', { cause }));
    // Only a failure has the property `ok`.
    if ('ok' in prepared) return prepared;
    const { sdk, devices, create, findPendingCreation } = prepared;
    const createWithCredential = async (needsFreshToken: boolean) => {
      const credential = await getCredential(needsFreshToken);
      return credential.ok ? create(credential.value) : credential;
    };
    // `npm run bench -- first-screen` measures the app's start until this mark. What follows takes as long as Microsoft's SDK needs.
    performance.mark('agent-asked-for');
    const firstResult = await createWithCredential(false);
    if (!firstResult.ok) return firstResult;
    const keeper = keepAgentConnected(firstResult.value, {
      create: createWithCredential,
      findPendingCreation,
      dispose: disposeOf,
    });
    return ok({ ...keeper, sdk, devices });
  }
  return {
    /** Loads the SDK. Rejects if that fails; then `connect` tries again, and returns a second failure as a problem. */
    load: async (): Promise<void> => void (await loadSdk()),
    connect,
    prepare,
  };
}

const attemptTimeoutMs = 30_000;
/** Milliseconds that the app waits for the SDK to create an agent. Without a network, the SDK once took 76 s. */
const creationTimeoutMs = 120_000;
/** Milliseconds that the app waits for a `dispose`, because an unreachable service must not delay the next agent. */
const disposeTimeoutMs = 5_000;

const resolveAfter = (delayMs: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(resolve, delayMs, null);
  });

/** Never rejects, and takes at most `disposeTimeoutMs`. */
async function disposeOf(agent: TeamsCallAgent): Promise<void> {
  await Promise.race([agent.dispose().catch(() => {}), resolveAfter(disposeTimeoutMs)]);
}

/**
 * Creates agents one at a time. Each attempt gives up after `attemptTimeoutMs`, but the SDK may go on creating the agent. Until
 * it has finished, it refuses to create another one (409/40230 or 400/40008). So the next attempt waits for that agent.
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
      // The next attempt may have got the same agent object. Then `agentKeeper.ts` sees it disconnect, and replaces it.
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
    /** @returns the promise of the agent that the SDK is still creating although the app has given up; `null` if there is none */
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
