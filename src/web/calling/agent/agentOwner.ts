import type { CallClient } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { createAgentCreator, disposeOf } from './agentCreator.ts';
import { keepAgentConnected } from './agentKeeper.ts';
import type { AgentSource } from './currentAgent.ts';
import { createDevices, type Devices } from '../devices/devices.ts';
import { loadSdk, type Sdk } from '../sdk/sdk.ts';

/** The agent in use, which is replaced whenever the SDK disconnects it; the loaded SDK; and this machine's devices. */
export interface ConnectedAgent extends AgentSource {
  readonly sdk: Sdk;
  readonly devices: Devices;
}

/**
 * Gets the credential from which the SDK takes ACS tokens.
 * @param fresh whether the credential needs a new token, because the service refused the last one
 */
export type GetCredential = (fresh: boolean) => Promise<Result<AzureCommunicationTokenCredential>>;

/** Creates the owner of this page's only `CallClient` and only `TeamsCallAgent`. Both live outside React. */
export function createAgentOwner() {
  let client: CallClient | null = null;
  let devices: Devices | null = null;

  /** Prepares what works without a connection: the SDK, its client and the devices of this machine. */
  const prepare = async () => {
    const sdk = await loadSdk();
    client ??= new sdk.CallClient();
    const createdClient = client;
    devices ??= createDevices(sdk, () => createdClient.getDeviceManager());
    return { sdk, client: createdClient, devices };
  };

  let creator: ReturnType<typeof createAgentCreator> | null = null;

  /** Creates an agent, and keeps replacing it whenever the SDK disconnects it. */
  async function connect(getCredential: GetCredential): Promise<Result<ConnectedAgent>> {
    let parts: Awaited<ReturnType<typeof prepare>>;
    try {
      parts = await prepare();
    } catch (cause) {
      return fail('sdk-not-loaded', { cause });
    }
    creator ??= createAgentCreator(parts.client);
    const { create, findPendingCreation } = creator;
    const createWith = async (isFresh: boolean) => {
      const credential = await getCredential(isFresh);
      return credential.ok ? create(credential.value) : credential;
    };
    // `npm run bench -- web` measures the time until this mark. Then Microsoft's SDK connects the agent.
    performance.mark('agent-asked-for');
    const firstResult = await createWith(false);
    if (!firstResult.ok) return firstResult;
    const keeper = keepAgentConnected(firstResult.value, {
      create: ({ freshToken }) => createWith(freshToken),
      findPendingCreation,
      dispose: disposeOf,
    });
    return ok({ ...keeper, sdk: parts.sdk, devices: parts.devices });
  }
  return {
    /** Loads the SDK. `connect` loads it again after a failure, and reports that one. */
    load: async (): Promise<void> => void (await loadSdk()),
    connect,
    prepare,
  };
}
