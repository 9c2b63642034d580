import type {
  CallAgent,
  CallClient,
  CallClientFeature,
  CallClientFeatureFactory,
  DeviceManager,
  TeamsCallAgent,
  TeamsCallAgentOptions,
} from '@azure/communication-calling';
import type { CommunicationTokenCredential } from '@azure/communication-common';
import { EmuTeamsCallAgent } from './agent.ts';
import { EmuDeviceManager } from './deviceManager.ts';
import { callingError, refuse } from './errors.ts';
import { refuseMember } from './features/matrix.ts';
import { FeatureSet } from './featureSet.ts';
import { signallingUrl } from './origin.ts';
import type { Public } from './public.ts';
import { identityOf, refusedToken } from './tokenClaims.ts';

/** How long an agent may take to connect before it is handed out Disconnected, as the SDK does when offline. */
const connectWithin = 5_000;

/** Agents are one per identity and page, whichever client made them. */
const agents = new Map<string, EmuTeamsCallAgent>();
/** Which client is making an agent for whom. */
const pending = new Map<string, EmuCallClient>();

export class EmuCallClient implements Public<CallClient> {
  private readonly devices = new EmuDeviceManager();
  private ready: Promise<void> | undefined;
  private readonly features = new FeatureSet('CallClient');
  private readonly made = new Set<EmuTeamsCallAgent>();
  private disposed = false;

  /**
   * @returns the agent; *Connected* says that it works, the promise does not.
   * @throws 400/44214 for a display name, 401/44110 and 403/40231 for the credential, 401/40235 for a token that has
   * ended, 401/10009 for one that is not the emulator's, 400/40008 and 409/40230 while another one is being made for this person.
   */
  async createTeamsCallAgent(
    tokenCredential: CommunicationTokenCredential,
    options?: TeamsCallAgentOptions & { displayName?: unknown },
  ): Promise<TeamsCallAgent> {
    this.usable('createTeamsCallAgent');
    if (options?.displayName) throw callingError(400, 44214, "Teams users can't set display name.");
    const identity = await identityOf(tokenCredential);
    const other = pending.get(identity);
    if (other) throw other === this ? sameClient() : otherClient();
    pending.set(identity, this);
    try {
      return agents.get(identity) ?? (await this.connect(tokenCredential, identity));
    } finally {
      pending.delete(identity);
    }
  }

  async createCallAgent(): Promise<CallAgent> {
    throw refuseMember('CallClient.createCallAgent()');
  }

  async getDeviceManager(): Promise<DeviceManager> {
    this.usable('getDeviceManager');
    this.ready ??= this.devices.start();
    await this.ready;
    return this.devices;
  }

  feature<TFeature extends CallClientFeature>(factory: CallClientFeatureFactory<TFeature>): TFeature {
    return this.features.get(factory, 'callClientApiCtor', { callClient: this }) as TFeature;
  }

  /** Ends what it made: its device manager and its agent, with all calls. */
  async dispose(): Promise<void> {
    this.disposed = true;
    await Promise.all([...this.made].map((agent) => agent.dispose()));
    this.features.dispose();
    this.devices.close();
  }

  private usable(member: string): void {
    if (this.disposed) throw refuse(`CallClient.${member}()`, 'the client is disposed');
  }

  private async connect(
    credential: CommunicationTokenCredential,
    identity: string,
  ): Promise<EmuTeamsCallAgent> {
    await this.getDeviceManager();
    // Disposed of meanwhile: an agent that is made now would be nobody's, and ring.
    this.usable('createTeamsCallAgent');
    const agent = new EmuTeamsCallAgent({
      url: signallingUrl(),
      devices: this.devices,
      getToken: async () => (await credential.getToken()).token,
      gone: () => {
        this.made.delete(agent);
        release();
      },
      // The next agent of this person is a new one, also while this one still has calls.
      retired: () => release(),
    });
    const release = () => {
      if (agents.get(identity) === agent) agents.delete(identity);
    };
    // At once: one that is still out of reach rings, too, when the network is back.
    this.made.add(agent);
    agents.set(identity, agent);
    await Promise.race([agent.settling, new Promise((resolve) => setTimeout(resolve, connectWithin))]);
    this.usable('createTeamsCallAgent');
    if (agent.reason !== 'invalidToken') return agent;
    await agent.dispose();
    throw await refusedToken(credential);
  }
}

const sameClient = () =>
  callingError(400, 40008, 'Failed to create TeamsCallAgent, this client is already creating one.');
const otherClient = () =>
  callingError(
    409,
    40230,
    'Failed to create TeamsCallAgent, one is being created for this identity already.',
  );
