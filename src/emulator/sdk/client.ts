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
import { EmuTeamsCallAgent } from './agent/agent.ts';
import { EmuDeviceManager } from './devices/deviceManager.ts';
import { callingError } from './base/errors.ts';
import { refuseMember } from './features/matrix.ts';
import { FeatureSet } from './base/featureSet.ts';
import { signallingUrl } from './base/origin.ts';
import type { Public } from './base/public.ts';
import { askTiming, pass, type ServiceTiming } from './base/serviceTiming.ts';
import { identityOf, refusedCallAgent, refusedToken } from './agent/tokenClaims.ts';

/** How long an agent may take to connect before it is handed out Disconnected, as the SDK does when offline. */
const connectWithin = 5_000;

/** One agent per identity and page, whichever client created it. */
const agents = new Map<string, EmuTeamsCallAgent>();
/** The client that is creating an agent for an identity at the moment. */
const creating = new Map<string, EmuCallClient>();

export class EmuCallClient implements Public<CallClient> {
  private readonly devices = new EmuDeviceManager();
  private ready: Promise<ServiceTiming> | undefined;
  private slowly: Promise<void> | undefined;
  private readonly features = new FeatureSet('CallClient');
  private isCreating = false;
  /** The agent that this client handed out last. Another client may have created it. */
  private agent: EmuTeamsCallAgent | undefined;
  /** The agents that this client created, which end with it. All but one are disconnected for good. */
  private readonly created = new Set<EmuTeamsCallAgent>();
  private disposed = false;

  /**
   * A client has one agent. For the same identity it returns that agent again, until the agent is disposed.
   * @returns the agent. Only the state Connected means that it works; the promise resolves even when it does not.
   * @throws 400/40214 for a display name; 401/44108, 401/44110 and 403/40231 for the credential; 401/40235 for a token
   * that has expired; 401/10009 for a token that the emulator did not issue; 400/40008 while this client creates an
   * agent, or when it has one for another identity; 409/40230 while another client creates one for this identity.
   */
  async createTeamsCallAgent(
    tokenCredential: CommunicationTokenCredential,
    options?: TeamsCallAgentOptions & { displayName?: unknown },
  ): Promise<TeamsCallAgent> {
    this.usable();
    if (this.isCreating) throw oneAgentOnly();
    if (options?.displayName)
      throw callingError(400, 40214, 'Display name is not allowed to be set for Teams users.');
    this.isCreating = true;
    try {
      this.agent = await this.agentOf(tokenCredential);
      return this.agent;
    } finally {
      this.isCreating = false;
    }
  }

  /** @throws 400/40008 when this client has an agent; 403/40229 for a Teams user's token; the refusal for others. */
  async createCallAgent(credential: CommunicationTokenCredential): Promise<CallAgent> {
    this.usable();
    if (this.isCreating || this.current) throw oneAgentOnly();
    throw await refusedCallAgent(credential, refuseMember('CallClient.createCallAgent()'));
  }

  async getDeviceManager(): Promise<DeviceManager> {
    this.usable();
    const { deviceManagerMs } = await this.start();
    await (this.slowly ??= pass(deviceManagerMs));
    return this.devices;
  }

  feature<TFeature extends CallClientFeature>(factory: CallClientFeatureFactory<TFeature>): TFeature {
    return this.features.get(factory, 'callClientApiCtor', { callClient: this }) as TFeature;
  }

  /** Ends its device manager, and the agent that it created with all calls. @throws 404/40012 the second time. */
  async dispose(): Promise<void> {
    this.usable();
    this.disposed = true;
    await Promise.all([...this.created].map((agent) => agent.close()));
    this.features.dispose();
    this.devices.close();
  }

  /** Finds the devices, and learns how long the emulator is asked to take. */
  private start(): Promise<ServiceTiming> {
    this.ready ??= Promise.all([askTiming(), this.devices.start()]).then(([timing]) => timing);
    return this.ready;
  }

  /** The agent that keeps this client from having another one. */
  private get current(): EmuTeamsCallAgent | undefined {
    return this.agent?.closing || this.agent?.retired ? undefined : this.agent;
  }

  private usable(): void {
    if (this.disposed) throw callingError(404, 40012, 'The CallClient has been disposed.');
  }

  private async agentOf(credential: CommunicationTokenCredential): Promise<EmuTeamsCallAgent> {
    const identity = await identityOf(credential);
    if (creating.has(identity)) throw anotherClientCreates();
    creating.set(identity, this);
    try {
      // An agent whose disposal has begun must not be handed out: the app is replacing it.
      await agents.get(identity)?.closing;
      const existing = agents.get(identity);
      if (this.current && this.current !== existing) throw oneAgentOnly();
      return existing ?? (await this.connect(credential, identity));
    } finally {
      creating.delete(identity);
    }
  }

  private async connect(
    credential: CommunicationTokenCredential,
    identity: string,
  ): Promise<EmuTeamsCallAgent> {
    const { agentMs } = await this.start();
    await pass(agentMs);
    // An agent of a client that was disposed meanwhile would belong to nobody, and ring.
    this.usable();
    const agent = new EmuTeamsCallAgent({
      url: signallingUrl(),
      devices: this.devices,
      getToken: async () => (await credential.getToken()).token,
      gone: () => {
        this.created.delete(agent);
        release();
      },
      // The next agent of this person is a new one, also while this one still has calls.
      retired: () => release(),
    });
    const release = () => {
      if (agents.get(identity) === agent) agents.delete(identity);
    };
    this.created.add(agent);
    // Kept before it is connected: it connects later by itself when the network is back.
    agents.set(identity, agent);
    await Promise.race([agent.settling, new Promise((resolve) => setTimeout(resolve, connectWithin))]);
    this.usable();
    if (agent.reason !== 'invalidToken') return agent;
    await agent.close();
    throw await refusedToken(credential);
  }
}

const oneAgentOnly = () =>
  callingError(
    400,
    40008,
    'A CallClient has one TeamsCallAgent: create another CallClient for another agent.',
  );
const anotherClientCreates = () =>
  callingError(
    409,
    40230,
    'Failed to create TeamsCallAgent, another CallClient is creating one for this identity.',
  );
