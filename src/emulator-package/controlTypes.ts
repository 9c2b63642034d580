import type {
  ActResult,
  Acts,
  Agent,
  Call,
  CallersOptions,
  CentreSettings,
  Conditions,
  ContactCentre,
  Directory,
  MeetingName,
  Person,
  Recording,
  ScenarioMeeting,
  Scenarios,
  Use,
  VirtualAgentOptions,
} from './declaredTypes.ts';

/** How a call comes in: the parameters of the act `ring`, without the callees. */
export type RingParameters = Omit<Acts['ring'], 'to'>;

/** The conditions to change, with their new values. `null` removes a condition. */
export type ConditionChanges = { readonly [Name in keyof Conditions]: Conditions[Name] | null };

/** The time of the emulator. */
export interface ClockTime {
  readonly now: Date;
  /** By how many milliseconds the emulator's clock is ahead of the machine's clock. */
  readonly aheadMs: number;
}

/** The answer to a scenario. */
export interface ScenarioResult<Name extends keyof Scenarios = keyof Scenarios> {
  /** What the emulator will do, and what the user has to do. */
  readonly next: string;
  /** The id of the call, if it exists already. */
  readonly call?: string;
  readonly meeting: Name extends 'meeting-with-lobby' ? ScenarioMeeting : ScenarioMeeting | undefined;
}

/** The parameters of an act. They can be left out if the act needs none. */
export type ActParameters<Name extends keyof Acts> = object extends Acts[Name]
  ? [parameters?: Acts[Name] & { readonly call?: string }]
  : [parameters: Acts[Name] & { readonly call?: string }];

/**
 * The controls of an emulator, which cause every event that a calling app must handle. To name a person, pass the given name,
 * display name, sign-in name (UPN) or object id, in upper or lower case. If the emulator refuses, or if the directory has no
 * such person, every function rejects with the reason. `conditions`, `network`, `agents.drop` and `agents.disconnect` also take an ACS
 * user: the id, or the `displayName` of the connected call agent.
 */
export interface Controls {
  /** @returns the person whom a name means. */
  readonly findPerson: (name: string) => Promise<Person>;
  readonly readDirectory: () => Promise<Directory>;
  /** @returns an ACS token for a person, for an app that does not use the emulated token exchange. */
  readonly issueToken: (person: string) => Promise<{ readonly token: string; readonly expiresOn: Date }>;
  /** @returns what the app has used of Communication Services, and what of it ends in 2028. */
  readonly listUses: () => Promise<readonly Use[]>;
  /** Ends all sign-ins of a person. */
  readonly revokeSignIns: (person: string) => Promise<void>;
  /**
   * Returns the emulator to its initial state: no calls, virtual agents, conditions, sign-ins, consents, chats or presences, the
   * assignments of the directory, and the right time. The call agents of pages stay connected.
   */
  readonly reset: () => Promise<void>;
  /**
   * Lets a persona do something, such as `act('bob', 'hold')`.
   * @param persona a person, a phone number, or a participant (by participant id).
   * @param parameters those of the act, and the id of the call (`call`), which is needed if the persona is in several calls.
   */
  readonly act: <Name extends keyof Acts>(
    persona: string,
    act: Name,
    ...parameters: ActParameters<Name>
  ) => Promise<ActResult>;
  /** Starts a scenario for a person, who must be signed in on a page. */
  readonly startScenario: <Name extends keyof Scenarios>(
    name: Name,
    person: string,
    parameters?: Scenarios[Name],
  ) => Promise<ScenarioResult<Name>>;
  readonly calls: {
    readonly list: () => Promise<readonly Call[]>;
    /** Ends a call for everyone. */
    readonly end: (callId: string) => Promise<void>;
    /**
     * Adds or removes members of a call's crowd (generated participants) until it has `count` of them. New members have media
     * as long as the crowd has fewer than `talking` members.
     */
    readonly resizeCrowd: (options: {
      readonly count: number;
      readonly talking?: number;
      /** A person who is in the call. One of `person`, `call` and `meeting` is needed. */
      readonly person?: string;
      readonly call?: string;
      readonly meeting?: MeetingName;
    }) => Promise<void>;
  };
  readonly agents: {
    /** @returns the call agents of pages and the virtual agents. */
    readonly list: () => Promise<readonly Agent[]>;
    /** Adds a virtual agent, at which calls to a person ring. @returns the id of the agent. */
    readonly add: (person: string, options?: VirtualAgentOptions) => Promise<string>;
    /** Removes an agent. A page's agent then reconnects. */
    readonly remove: (agentId: string) => Promise<void>;
    /**
     * Closes signalling sockets of everyone, of a person or of one agent.
     * @param options.code the close code. Without it, the sockets break as in a network failure (1006).
     */
    readonly drop: (options?: {
      readonly person?: string;
      readonly agent?: string;
      readonly code?: number;
    }) => Promise<void>;
    /**
     * Disconnects all of a person's page agents for good: their state becomes `Disconnected`.
     * @param options.refuseNewMs for how many milliseconds the emulator refuses new agents. Default: 0.
     */
    readonly disconnect: (
      person: string,
      options?: { readonly reason?: 'connectionIssue' | 'invalidToken'; readonly refuseNewMs?: number },
    ) => Promise<void>;
  };
  /** The contact centre of Teams Phone extensibility, which passes calls to service numbers on to agents. */
  readonly contactCentre: {
    readonly read: () => Promise<ContactCentre>;
    /**
     * Lets telephones call a service number.
     * @returns the call and the number of each telephone.
     */
    readonly ring: (
      number: string,
      options?: CallersOptions,
    ) => Promise<readonly { readonly call: string; readonly from: string }[]>;
    /** Opts an agent in or out. A call that rings at an agent who opts out goes to the next one. */
    readonly setOptedIn: (person: string, optedIn: boolean) => Promise<void>;
    /** Changes settings, for calls that ring or come from now on. */
    readonly set: (changes: Partial<CentreSettings>) => Promise<void>;
    /**
     * Assigns a person or a resource account to the ACS resource.
     * @param principal a person, or a resource account's number or object id.
     * @param options.clientIds the applications with which a person may be an agent. By default, all in which they can sign in.
     */
    readonly assign: (
      principal: string,
      options?: { readonly clientIds?: readonly string[] },
    ) => Promise<void>;
    /** Deletes an assignment, and revokes the person's ACS tokens. */
    readonly unassign: (principal: string) => Promise<void>;
    /** Lets an emergency centre call the agent back. `Called-Number` is the number that the centre saw. @returns the call's id. */
    readonly callBack: (person: string) => Promise<string>;
  };
  readonly conditions: {
    /** @returns the conditions that are set, by the person's object id. Those under the key `*` are set for everyone. */
    readonly list: () => Promise<Readonly<Record<string, Conditions>>>;
    /** Sets conditions for everyone, or for one person. `null` removes a condition. */
    readonly set: (changes: ConditionChanges, person?: string) => Promise<void>;
    /** Removes all conditions. */
    readonly reset: () => Promise<void>;
  };
  /** The network laboratory: what the network of a person does to media packets. */
  readonly network: {
    /**
     * Gives a person a network, in running calls, too. It replaces the person's former one.
     * @param network applies to packets in both directions, except for its fields `to` and `from`. `null`: a perfect network.
     */
    readonly set: (person: string, network: Conditions['network'] | null) => Promise<void>;
  };
  /** The flight recorder, which records what happens in calls. */
  readonly recording: {
    readonly read: () => Promise<Recording>;
    /** Switches the recorder on or off. */
    readonly set: (on: boolean) => Promise<Recording>;
    /** Adds a text to the trace, in the lane of the test and its controls. */
    readonly note: (text: string) => Promise<void>;
    /** @returns the trace, which a file such as `run.jsonl` may store. */
    readonly readTrace: () => Promise<string>;
  };
  readonly clock: {
    readonly read: () => Promise<ClockTime>;
    /**
     * Moves the time of the emulator forward. What the emulator would do meanwhile happens at once: tokens expire, calls
     * stop ringing. Browsers do not follow; the Playwright fixture `clock` moves both.
     */
    readonly advance: (ms: number) => Promise<ClockTime>;
  };
}
