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
import { fetchTiming, sleep, type ServiceTiming } from './base/serviceTiming.ts';
import { identityOf, refusedCallAgent, refusedToken } from './agent/tokenClaims.ts';

/** An agent that has not connected by then is returned Disconnected, as the SDK does when offline. */
const connectTimeoutMs = 5_000;

/** The agents of the page, whichever client created them. There is one per user. */
const agents = new Map<string, EmuTeamsCallAgent>();
/** The client that is creating an agent, by user. */
const creating = new Map<string, EmuCallClient>();

/**
 * The entry point of the SDK: creates the agent and the device manager.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/callclient
 */
export class EmuCallClient implements Public<CallClient> {
  private readonly devices = new EmuDeviceManager();
  private ready: Promise<ServiceTiming> | undefined;
  private deviceManagerDelay: Promise<void> | undefined;
  private readonly features = new FeatureSet('CallClient');
  private isCreating = false;
  /** The agent that this client returned last. Another client may have created it. */
  private agent: EmuTeamsCallAgent | undefined;
  /** The agents that this client created. They end with it. All but one are disconnected for good. */
  private readonly created = new Set<EmuTeamsCallAgent>();
  private disposed = false;

  /**
   * Creates the agent of this client. For the same user it returns the same agent again, until that is disposed.
   * @returns the agent. Only its state Connected means that it works; the promise resolves even when it does not.
   * @throws 404/40012 after `dispose()`; 400/40214 for a display name; 401/44108, 401/44110 and 403/40231 for the
   * credential; 401/40235 for a token that has expired; 401/10009 for a token that the emulator did not issue; 400/40008
   * while this client creates an agent, or when it has one for another user; 409/40230 while another client creates one
   * for this user.
   */
  async createTeamsCallAgent(
    tokenCredential: CommunicationTokenCredential,
    options?: TeamsCallAgentOptions & { displayName?: unknown },
  ): Promise<TeamsCallAgent> {
    this.checkNotDisposed();
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

  /**
   * Always fails, since the emulator has agents of Teams users only.
   * @throws 400/40008 when this client has an agent; 403/40229 for a Teams user's token; otherwise 501/0.
   */
  async createCallAgent(credential: CommunicationTokenCredential): Promise<CallAgent> {
    this.checkNotDisposed();
    if (this.isCreating || this.current) throw oneAgentOnly();
    throw await refusedCallAgent(credential, refuseMember('CallClient.createCallAgent()'));
  }

  /** @throws 404/40012 after `dispose()`. */
  async getDeviceManager(): Promise<DeviceManager> {
    this.checkNotDisposed();
    const { deviceManagerMs } = await this.start();
    await (this.deviceManagerDelay ??= sleep(deviceManagerMs));
    return this.devices;
  }

  /** @throws 500/41001 for anything but a feature of the client. */
  feature<TFeature extends CallClientFeature>(factory: CallClientFeatureFactory<TFeature>): TFeature {
    return this.features.get(factory, 'callClientApiCtor', { callClient: this }) as TFeature;
  }

  /** Ends the device manager, and the agents that this client created, with their calls. @throws 404/40012 the second time. */
  async dispose(): Promise<void> {
    this.checkNotDisposed();
    this.disposed = true;
    await Promise.all([...this.created].map((agent) => agent.close()));
    this.features.dispose();
    this.devices.close();
  }

  /** Lists the devices, and fetches the service-like timing. */
  private start(): Promise<ServiceTiming> {
    this.ready ??= Promise.all([fetchTiming(), this.devices.start()]).then(([timing]) => timing);
    return this.ready;
  }

  /** This client's agent, unless it is being disposed or is disconnected for good. */
  private get current(): EmuTeamsCallAgent | undefined {
    return this.agent?.closing || this.agent?.isRetired ? undefined : this.agent;
  }

  private checkNotDisposed(): void {
    if (this.disposed) throw callingError(404, 40012, 'The CallClient has been disposed.');
  }

  private async agentOf(credential: CommunicationTokenCredential): Promise<EmuTeamsCallAgent> {
    const identity = await identityOf(credential);
    if (creating.has(identity)) throw anotherClientCreates();
    creating.set(identity, this);
    try {
      // An agent whose disposal has begun must not be returned: the app is replacing it.
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
    await sleep(agentMs);
    // If the client was disposed meanwhile, nothing would ever end the agent.
    this.checkNotDisposed();
    const agent = new EmuTeamsCallAgent({
      url: signallingUrl(),
      devices: this.devices,
      getToken: async () => (await credential.getToken()).token,
      disposed: () => {
        this.created.delete(agent);
        forget();
      },
      // The user's next agent is a new one, even while this one still has calls.
      retired: () => forget(),
    });
    const forget = () => {
      if (agents.get(identity) === agent) agents.delete(identity);
    };
    this.created.add(agent);
    // Before it is connected: without a network now, it connects by itself later.
    agents.set(identity, agent);
    await Promise.race([agent.settled, new Promise((resolve) => setTimeout(resolve, connectTimeoutMs))]);
    this.checkNotDisposed();
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
    'Failed to create TeamsCallAgent, another CallClient is creating one for this user.',
  );
