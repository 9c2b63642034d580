import type * as Real from '@azure/communication-calling';
import type { CommunicationTokenCredential } from '@azure/communication-common';
import { EmuTeamsCallAgent } from './agent/agent.ts';
import { EmuDeviceManager } from './devices/deviceManager.ts';
import { check } from './base/errors.ts';
import { readEnvironmentInfo } from './features/debugInfo.ts';
import { createRefusal, refusedMembers } from './features/matrix.ts';
import { FeatureSet } from './base/featureSet.ts';
import type { Public } from './base/public.ts';
import { fetchTiming, getSignallingUrl, sleep, type ServiceTiming } from './base/service.ts';
import { callAgentError, readUserRawId, refusedTokenError } from './agent/tokenClaims.ts';

/** If an agent is not connected after this time, `createTeamsCallAgent` returns it Disconnected, as the SDK does offline. */
const connectTimeoutMs = 5_000;

/** Maps each raw id to its call agent in this page. All clients share it. A person may be here twice: see `wire/rawIds.ts`. */
const agentsByUser = new Map<string, EmuTeamsCallAgent>();
/** The raw ids of the users whose agent is being created. */
const usersOfNewAgents = new Set<string>();

const oneAgentMessage = 'A CallClient has one TeamsCallAgent: create another CallClient for another agent.';
const checkOneAgent = (isOnly: boolean) => check(isOnly, 400, 40008, oneAgentMessage);

/** The entry point of the drop-in SDK, our replacement for `@azure/communication-calling`. */
export class EmuCallClient implements Public<Real.CallClient> {
  private readonly devices = new EmuDeviceManager();
  /** Resolves with the delays when the devices are listed. `undefined` until the app asks for the devices or an agent. */
  private startUp: Promise<ServiceTiming> | undefined;
  private deviceManagerDelay: Promise<void> | undefined;
  private readonly features = new FeatureSet('CallClient');
  private isCreatingAgent = false;
  /** The agent that this client returned last. Another client may have created it. */
  private lastAgent: EmuTeamsCallAgent | undefined;
  /** The agents that this client created and has to end. The server has disconnected all but the last one for good. */
  private readonly createdAgents = new Set<EmuTeamsCallAgent>();
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
    this.isCreatingAgent = true;
    try {
      this.lastAgent = await this.findOrCreateAgent(tokenCredential);
      return this.lastAgent;
    } finally {
      this.isCreatingAgent = false;
    }
  }

  /**
   * Always fails, since the emulator has call agents of Teams users and of agents of Teams Phone extensibility only.
   * @throws 400/40008 (code/subcode) when this client has an agent; 403/40229 for a token of one of these; otherwise 501/0.
   */
  async createCallAgent(credential: CommunicationTokenCredential): Promise<Real.CallAgent> {
    this.checkNotDisposed();
    checkOneAgent(!this.isCreatingAgent && !this.usableAgent);
    const member = 'CallClient.createCallAgent()';
    throw await callAgentError(credential, createRefusal(member, refusedMembers[member]));
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
  private get usableAgent(): EmuTeamsCallAgent | undefined {
    const agent = this.lastAgent;
    return agent && !agent.disposal && !agent.isRetired ? agent : undefined;
  }

  private checkNotDisposed(): void {
    check(!this.isDisposed, 404, 40012, 'The CallClient has been disposed.');
  }

  private async findOrCreateAgent(credential: CommunicationTokenCredential): Promise<EmuTeamsCallAgent> {
    const userRawId = await readUserRawId(credential);
    const message = 'Failed to create TeamsCallAgent, another CallClient is creating one for this user.';
    check(!usersOfNewAgents.has(userRawId), 409, 40230, message);
    usersOfNewAgents.add(userRawId);
    try {
      // `disposal` is `undefined` unless the app is disposing the agent. When it ends, the agent leaves the map.
      await agentsByUser.get(userRawId)?.disposal;
      const existingAgent = agentsByUser.get(userRawId);
      checkOneAgent(!this.usableAgent || this.usableAgent === existingAgent);
      return existingAgent ?? (await this.createAgent(credential, userRawId));
    } finally {
      usersOfNewAgents.delete(userRawId);
    }
  }

  private async createAgent(
    credential: CommunicationTokenCredential,
    userRawId: string,
  ): Promise<EmuTeamsCallAgent> {
    const { agentMs } = await this.startOnce();
    await sleep(agentMs);
    // If the app disposed this client during the wait, nothing would ever end a new agent.
    this.checkNotDisposed();
    const forgetAgent = () => {
      // The user may have got another agent since this one was disconnected for good.
      if (agentsByUser.get(userRawId) === agent) agentsByUser.delete(userRawId);
    };
    const agent = new EmuTeamsCallAgent({
      signallingUrl: getSignallingUrl(),
      devices: this.devices,
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
