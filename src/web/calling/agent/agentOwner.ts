import type { CallClient } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { createAgentCreation, disposeOf } from './agentCreation.ts';
import { keepAgent } from './agentKeeper.ts';
import type { AgentSource } from './currentAgent.ts';
import { createDevices, type Devices } from '../devices/devices.ts';
import { loadSdk, type Sdk } from '../sdk/sdk.ts';

export interface ConnectedAgent extends AgentSource {
  readonly sdk: Sdk;
  readonly devices: Devices;
}

/** @param fresh whether the credential needs a new token, because the service refused the last one */
export type GetCredential = (fresh: boolean) => Promise<Result<AzureCommunicationTokenCredential>>;

/** Owns the one `CallClient` and the one `TeamsCallAgent` of this page, outside React. */
export function createAgentOwner() {
  let loading: Promise<Sdk> | null = null;
  let client: CallClient | null = null;
  let devices: Devices | null = null;

  /** Loads the SDK once, however often it is called. */
  const load = (): Promise<Sdk> => {
    loading ??= loadSdk().catch((cause: unknown) => {
      loading = null;
      throw cause;
    });
    return loading;
  };

  /** The parts that work without a connection: the SDK, its client and the devices of this machine. */
  const ready = async () => {
    const sdk = await load();
    client ??= new sdk.CallClient();
    const owned = client;
    devices ??= createDevices(sdk, () => owned.getDeviceManager());
    return { sdk, client: owned, devices };
  };

  let creation: ReturnType<typeof createAgentCreation> | null = null;

  /** Creates an agent. From then on it is replaced whenever the SDK disconnects it. */
  async function connect(credentialOf: GetCredential): Promise<Result<ConnectedAgent>> {
    let parts: Awaited<ReturnType<typeof ready>>;
    try {
      parts = await ready();
    } catch (cause) {
      return fail('sdk-not-loaded', { cause });
    }
    creation ??= createAgentCreation(parts.client);
    const { create, pending } = creation;
    const createWith = async (isFresh: boolean) => {
      const credential = await credentialOf(isFresh);
      return credential.ok ? create(credential.value) : credential;
    };
    // From here on it is Microsoft's connection that takes time; `npm run bench:web` measures what came before.
    performance.mark('agent-asked-for');
    const first = await createWith(false);
    if (!first.ok) return first;
    const source = keepAgent(first.value, {
      create: ({ freshToken }) => createWith(freshToken),
      pending,
      dispose: disposeOf,
    });
    return ok({ ...source, sdk: parts.sdk, devices: parts.devices });
  }
  return {
    /** Starts loading the SDK. Errors are ignored: `connect` loads it again and reports them. */
    load: () => void load().catch(() => {}),
    connect,
    ready,
  };
}
