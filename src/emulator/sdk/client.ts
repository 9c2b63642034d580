import type * as Real from '@azure/communication-calling';
import type { CommunicationTokenCredential } from '@azure/communication-common';
import type { AgentDeps, EmuAgent } from './agent/agent.ts';
import { EmuCallAgent } from './agent/callAgent.ts';
import { EmuTeamsCallAgent } from './agent/teamsCallAgent.ts';
import { EmuDeviceManager } from './devices/deviceManager.ts';
import { check } from './base/errors.ts';
import { readEnvironmentInfo } from './features/debugInfo.ts';
import { FeatureSet } from './base/featureSet.ts';
import type { Public } from './base/public.ts';
import { fetchTiming, getSignallingUrl, sleep, type ServiceTiming } from './base/service.ts';
import { readAcsUserRawId, readUserRawId, refusedTokenError } from './agent/tokenClaims.ts';

/** If an agent is not connected after this time, `createTeamsCallAgent` returns it Disconnected, as the SDK does offline. */
const connectTimeoutMs = 5_000;

/** Maps each raw id to its call agent in this page. All clients share it. A person may be here twice: see `wire/rawIds.ts`. */
const agentsByUser = new Map<string, EmuAgent>();
/** The raw ids of the users whose agent is being created. */
const usersOfNewAgents = new Set<string>();

const oneAgentMessage = 'A CallClient has one call agent: create another CallClient for another agent.';
const checkOneAgent = (isOnly: boolean) => check(isOnly, 400, 40008, oneAgentMessage);

/** The longest name of an ACS user that SDK 2.0.0 was seen to accept. */
const maxNameLength = 256;

/** How an agent of one of the SDK's two classes is made. */
interface AgentType<Agent extends EmuAgent> {
  readonly AgentClass: abstract new (...args: never[]) => Agent;
  readonly create: (deps: AgentDeps) => Agent;
  readonly readRawId: (credential: CommunicationTokenCredential) => Promise<string>;
  /** The subcode of the error 409 while another client creates an agent for the same user. */
  readonly busySubCode: number;
}

const teamsAgentType: AgentType<EmuTeamsCallAgent> = {
  AgentClass: EmuTeamsCallAgent,
  create: (deps) => new EmuTeamsCallAgent(deps),
  readRawId: readUserRawId,
  busySubCode: 40230,
};

const createAcsAgentType = (displayName: string | undefined): AgentType<EmuCallAgent> => ({
  AgentClass: EmuCallAgent,
  create: (deps) => new EmuCallAgent(deps, displayName),
  readRawId: readAcsUserRawId,
  busySubCode: 40228,
});

/** The entry point of the drop-in SDK, our replacement for `@azure/communication-calling`. */
export class EmuCallClient implements Public<Real.CallClient> {
  private readonly devices = new EmuDeviceManager();
  /** Resolves with the delays when the devices are listed. `undefined` until the app asks for the devices or an agent. */
  private startUp: Promise<ServiceTiming> | undefined;
  private deviceManagerDelay: Promise<void> | undefined;
  private readonly features = new FeatureSet('CallClient');
  private isCreatingAgent = false;
  /** The agent that this client returned last. Another client may have created it. */
  private lastAgent: EmuAgent | undefined;
  /** The agents that this client created and has to end. The server has disconnected all but the last one for good. */
  private readonly createdAgents = new Set<EmuAgent>();
  private isDisposed = false;

  /**
   * Creates the agent of this client. For the same user it returns the same agent again, until that agent is disposed.
   * @param options a `displayName` is refused, since Teams users have their own. TypeScript apps cannot pass one anyway.
   * @returns the agent, even if it cannot connect. It works when its state is Connected.
   * @throws the errors of `readUserRawId` and `refusedTokenError` for the credential.
   */
  async createTeamsCallAgent(
    tokenCredential: CommunicationTokenCredential,
    options?: Real.TeamsCallAgentOptions & { displayName?: unknown },
  ): Promise<Real.TeamsCallAgent> {
    this.checkNotDisposed();
    checkOneAgent(!this.isCreatingAgent);
    check(!options?.displayName, 400, 40214, 'Display name is not allowed to be set for Teams users.');
    return this.provideAgent(tokenCredential, teamsAgentType);
  }

  /**
   * Creates the agent of this client for an ACS user. For the same user it returns the same agent again, until that agent is disposed.
   * @returns the agent, even if it cannot connect. It works when its state is Connected.
   * @throws 400/40008 (code/subcode) when this client has an agent of another user; 400/40215 for a name of more than 256 characters;
   *   the errors of `readAcsUserRawId` and `refusedTokenError` for the credential.
   */
  async createCallAgent(
    tokenCredential: CommunicationTokenCredential,
    { displayName }: Real.CallAgentOptions = {},
  ): Promise<Real.CallAgent> {
    this.checkNotDisposed();
    checkOneAgent(!this.isCreatingAgent);
    const isTooLong = displayName !== undefined && displayName.length > maxNameLength;
    check(!isTooLong, 400, 40215, `Display name has more than ${maxNameLength} characters.`);
    return this.provideAgent(tokenCredential, createAcsAgentType(displayName));
  }

  async getDeviceManager(): Promise<Real.DeviceManager> {
    this.checkNotDisposed();
    const { deviceManagerMs } = await this.startOnce();
    await (this.deviceManagerDelay ??= sleep(deviceManagerMs));
    return this.devices;
  }

  /** SDK 2.0.0 has this method, but does not declare it. Microsoft's calling tutorial calls it. */
  async getEnvironmentInfoInternal(): Promise<Real.EnvironmentInfo> {
    return readEnvironmentInfo();
  }

  /** @throws 500/41001 for anything but a feature of the client. */
  feature<TFeature extends Real.CallClientFeature>(
    factory: Real.CallClientFeatureFactory<TFeature>,
  ): TFeature {
    return this.features.getOrCreate(factory, 'callClientApiCtor', { callClient: this }) as TFeature;
  }

  /** Ends the device manager, the agents that this client created, and the calls of those agents. */
  async dispose(): Promise<void> {
    this.checkNotDisposed();
    this.isDisposed = true;
    await Promise.all([...this.createdAgents].map((agent) => agent.close()));
    this.features.dispose();
    this.devices.close();
  }

  /** At the first call, lists the devices, and asks the emulator how slow this client has to be. */
  private startOnce(): Promise<ServiceTiming> {
    this.startUp ??= Promise.all([fetchTiming(), this.devices.start()]).then(([timing]) => timing);
    return this.startUp;
  }

  /** The client's agent; `undefined` once the app disposes that agent or the server has disconnected it for good. */
  private get usableAgent(): EmuAgent | undefined {
    const agent = this.lastAgent;
    return agent && !agent.disposal && !agent.isRetired ? agent : undefined;
  }

  private checkNotDisposed(): void {
    check(!this.isDisposed, 404, 40012, 'The CallClient has been disposed.');
  }

  private async provideAgent<Agent extends EmuAgent>(
    credential: CommunicationTokenCredential,
    type: AgentType<Agent>,
  ): Promise<Agent> {
    this.isCreatingAgent = true;
    try {
      const agent = await this.findOrCreateAgent(credential, type);
      this.lastAgent = agent;
      return agent;
    } finally {
      this.isCreatingAgent = false;
    }
  }

  private async findOrCreateAgent<Agent extends EmuAgent>(
    credential: CommunicationTokenCredential,
    type: AgentType<Agent>,
  ): Promise<Agent> {
    const userRawId = await type.readRawId(credential);
    const message = 'Failed to create the call agent, another CallClient is creating one for this user.';
    check(!usersOfNewAgents.has(userRawId), 409, type.busySubCode, message);
    usersOfNewAgents.add(userRawId);
    try {
      // `disposal` is `undefined` unless the app is disposing the agent. When it ends, the agent leaves the map.
      await agentsByUser.get(userRawId)?.disposal;
      const existingAgent = agentsByUser.get(userRawId);
      checkOneAgent(!this.usableAgent || this.usableAgent === existingAgent);
      // The raw ids of Teams users and of ACS users differ, so an existing agent has the right class.
      return existingAgent instanceof type.AgentClass
        ? existingAgent
        : await this.createAgent(credential, userRawId, type);
    } finally {
      usersOfNewAgents.delete(userRawId);
    }
  }

  private async createAgent<Agent extends EmuAgent>(
    credential: CommunicationTokenCredential,
    userRawId: string,
    type: AgentType<Agent>,
  ): Promise<Agent> {
    const { agentMs } = await this.startOnce();
    await sleep(agentMs);
    // If the app disposed this client during the wait, nothing would ever end a new agent.
    this.checkNotDisposed();
    const forgetAgent = () => {
      // The user may have got another agent since this one was disconnected for good.
      if (agentsByUser.get(userRawId) === agent) agentsByUser.delete(userRawId);
    };
    const agent: Agent = type.create({
      signallingUrl: getSignallingUrl(),
      devices: this.devices,
      userRawId,
      getToken: async () => (await credential.getToken()).token,
      onDisposed: () => {
        this.createdAgents.delete(agent);
        forgetAgent();
      },
      // The server has disconnected the agent for good. Even while it still has calls, the user may get a new agent.
      onRetired: forgetAgent,
    });
    this.createdAgents.add(agent);
    // The agent is listed before it is connected: without a network, it connects by itself later.
    agentsByUser.set(userRawId, agent);
    await Promise.race([agent.firstConnectionAttempt, sleep(connectTimeoutMs)]);
    this.checkNotDisposed();
    if (agent.disconnectReason !== 'invalidToken') return agent;
    await agent.close();
    throw await refusedTokenError(credential);
  }
}
