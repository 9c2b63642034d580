import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { fromSdk } from '../errors/fromSdk.ts';
import { fail, ok, type Result } from '../errors/problem.ts';
import { createStore } from '../store.ts';
import type { AgentSource, AgentStatus } from './currentAgent.ts';
import { createDevices, type Devices } from './devices.ts';
import { listen } from './listen.ts';
import { loadSdk, type Sdk } from './sdk.ts';

export interface ConnectedAgent extends AgentSource {
  readonly sdk: Sdk;
  readonly devices: Devices;
}

/** Longest wait for an agent to be connected, in milliseconds; then the person is told and may try again. */
const patience = 30_000;

/**
 * Owns the one `CallClient` and the one `TeamsCallAgent` of this page, outside React.
 *
 * The SDK keeps agents per identity and refuses a second one while the first is pending (409/40230), so a retry
 * goes on with what the last try began.
 */
export function createAgentOwner() {
  let loading: Promise<Sdk> | null = null;
  let client: CallClient | null = null;
  let devices: Devices | null = null;
  let creating: Promise<TeamsCallAgent> | null = null;

  /** Starts downloading the SDK; call it as early as somebody is signing in, it does nothing twice. */
  const load = (): Promise<Sdk> => {
    loading ??= loadSdk().catch((cause: unknown) => {
      loading = null;
      throw cause;
    });
    return loading;
  };

  /** The SDK and this machine's devices: what works without a connection. */
  const ready = async () => {
    const sdk = await load();
    client ??= new sdk.CallClient();
    const owned = client;
    devices ??= createDevices(sdk, () => owned.getDeviceManager());
    return { sdk, devices };
  };

  const create = (sdk: Sdk, credential: AzureCommunicationTokenCredential) => {
    client ??= new sdk.CallClient();
    // From here on it is Microsoft's connection that takes time; `npm run bench:web` measures what came before.
    performance.mark('agent-asked-for');
    creating ??= client.createTeamsCallAgent(credential).catch((cause: unknown) => {
      creating = null;
      throw cause;
    });
    return creating;
  };

  async function connect(credential: AzureCommunicationTokenCredential): Promise<Result<ConnectedAgent>> {
    let sdk: Sdk;
    try {
      sdk = await load();
    } catch (cause) {
      return fail('sdk-not-loaded', { cause });
    }
    const deadline = new Promise<null>((resolve) => {
      setTimeout(resolve, patience, null);
    });
    let agent: TeamsCallAgent | null;
    try {
      agent = await Promise.race([create(sdk, credential), deadline]);
    } catch (cause) {
      return fromSdk(cause, 'agent-refused');
    }
    // The promise resolves offline, too: only the state tells whether calls can be placed.
    if (!agent || !(await Promise.race([whenConnected(agent), deadline]))) return fail('agent-unreachable');
    const source: AgentSource = {
      agent: createStore<TeamsCallAgent | null>(agent),
      status: createStore<AgentStatus>({ kind: 'up' }),
      tryNow: () => {},
      close: () => agent.dispose(),
    };
    return ok({ ...source, ...(await ready()) });
  }
  return { load: () => void load().catch(() => {}), connect, ready };
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
