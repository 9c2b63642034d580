import type {
  CallAgent,
  CallClient,
  CallClientFeature,
  CallClientFeatureFactory,
  DeviceManager,
  TeamsCallAgent,
} from '@azure/communication-calling';
import type { CommunicationTokenCredential } from '@azure/communication-common';
import { EmuTeamsCallAgent } from './agent.ts';
import { EmuDeviceManager } from './deviceManager.ts';
import { callingError, refuse } from './errors.ts';
import { refuseMember } from './features/matrix.ts';
import { FeatureSet } from './featureSet.ts';
import { signallingUrl } from './origin.ts';
import type { Public } from './public.ts';

/** How long an agent may take to connect before it is handed out Disconnected, as the SDK does when offline. */
const connectWithin = 5_000;

/** Agents are one per identity and page, whichever client made them. */
const agents = new Map<string, EmuTeamsCallAgent>();
/** Which client is making an agent for which token. */
const pending = new Map<string, EmuCallClient>();

export class EmuCallClient implements Public<CallClient> {
  private readonly devices = new EmuDeviceManager();
  private ready: Promise<void> | undefined;
  private readonly features = new FeatureSet('CallClient');
  private disposed = false;

  /** @returns the agent; *Connected* says that it works, the promise does not. */
  async createTeamsCallAgent(tokenCredential: CommunicationTokenCredential): Promise<TeamsCallAgent> {
    if (this.disposed) throw refuse('CallClient.createTeamsCallAgent()', 'the client is disposed');
    const { token } = await tokenCredential.getToken();
    const other = pending.get(token);
    if (other) throw other === this ? sameClient() : otherClient();
    pending.set(token, this);
    try {
      return await this.agentFor(tokenCredential);
    } finally {
      pending.delete(token);
    }
  }

  async createCallAgent(): Promise<CallAgent> {
    throw refuseMember('CallClient.createCallAgent()');
  }

  async getDeviceManager(): Promise<DeviceManager> {
    this.ready ??= this.devices.start();
    await this.ready;
    return this.devices;
  }

  feature<TFeature extends CallClientFeature>(factory: CallClientFeatureFactory<TFeature>): TFeature {
    return this.features.get(factory, 'callClientApiCtor', { callClient: this }) as TFeature;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.features.dispose();
    this.devices.close();
  }

  private async agentFor(credential: CommunicationTokenCredential): Promise<EmuTeamsCallAgent> {
    await this.getDeviceManager();
    const agent = new EmuTeamsCallAgent({
      url: signallingUrl(),
      devices: this.devices,
      getToken: async () => (await credential.getToken()).token,
      gone: () => forget(agent),
    });
    await Promise.race([agent.settling, new Promise((resolve) => setTimeout(resolve, connectWithin))]);
    if (agent.reason === 'invalidToken') {
      await agent.dispose();
      throw callingError(401, 10009, 'Unauthenticated identity: the token is not valid, or has ended.');
    }
    const known = agents.get(agent.rawId ?? '');
    if (known) {
      await agent.dispose();
      return known;
    }
    if (agent.rawId) agents.set(agent.rawId, agent);
    return agent;
  }
}

function forget(agent: EmuTeamsCallAgent): void {
  for (const [rawId, known] of agents) if (known === agent) agents.delete(rawId);
}

const sameClient = () =>
  callingError(400, 40008, 'Failed to create TeamsCallAgent, this client is already creating one.');
const otherClient = () =>
  callingError(
    409,
    40230,
    'Failed to create TeamsCallAgent, one is being created for this identity already.',
  );
