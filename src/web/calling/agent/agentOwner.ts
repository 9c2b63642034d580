import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { createAgentCreator, disposeOf } from './agentCreator.ts';
import { keepAgentConnected } from './agentKeeper.ts';
import type { AgentSource } from './currentAgent.ts';
import { createDevices, type Devices } from '../devices/devices.ts';
import { loadSdk, type Sdk } from '../sdk/sdk.ts';

/** The agent in use, the loaded SDK, and this machine's devices. */
export interface ConnectedAgent extends AgentSource {
  readonly sdk: Sdk;
  readonly devices: Devices;
}

/** @param needsFreshToken whether the service has refused the last token, so that the credential needs a new one */
type GetCredential = (needsFreshToken: boolean) => Promise<Result<AzureCommunicationTokenCredential>>;

const createParts = (sdk: Sdk) => {
  const client = new sdk.CallClient();
  return { sdk, devices: createDevices(sdk, () => client.getDeviceManager()), ...createAgentCreator(client) };
};

/** Returns the functions that create this page's only `CallClient` and its only `TeamsCallAgent`. */
export function createAgentOwner() {
  let parts: ReturnType<typeof createParts> | null = null;

  /** Prepares what works without a connection: the SDK, its client and the devices of this machine. */
  const prepare = async () => {
    const sdk = await loadSdk();
    return (parts ??= createParts(sdk));
  };

  /** Creates an agent, and keeps replacing it whenever the SDK disconnects it. */
  async function connect(getCredential: GetCredential): Promise<Result<ConnectedAgent>> {
    let prepared: Awaited<ReturnType<typeof prepare>>;
    try {
      prepared = await prepare();
    } catch (cause) {
      return fail('sdk-not-loaded', { cause });
    }
    const { sdk, devices, create, findPendingCreation } = prepared;
    const createWithCredential = async (needsFreshToken: boolean) => {
      const credential = await getCredential(needsFreshToken);
      return credential.ok ? create(credential.value) : credential;
    };
    // `npm run bench -- web` measures the time until this mark. Then Microsoft's SDK connects the agent.
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
    /** Loads the SDK. If that fails, `connect` loads it again and reports a second failure. */
    load: async (): Promise<void> => void (await loadSdk()),
    connect,
    prepare,
  };
}
