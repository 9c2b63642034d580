import type { ExpectMatcherState, MatcherReturnType, Page } from '@playwright/test';
import type { ActParameters, Controls, RingParameters } from './controlTypes.ts';
import type {
  Acts,
  Call,
  CallersOptions,
  Conditions,
  Participant,
  VirtualAgentOptions,
} from './declaredTypes.ts';
import type { EmulatorOptions } from './index.ts';

/** The emulator of a Playwright worker, with its controls. */
export interface TestEmulator extends Controls {
  /** The address, `http://localhost:<port>`. */
  readonly url: string;
  /** The secret of the controls, header `x-emulator-secret`. */
  readonly secret: string;
  /** The ACS resource's connection string. Reading it throws if another process started the emulator with an unknown key. */
  readonly connectionString: string;
}

/** How long a function waits. */
export interface WaitOptions {
  /** Milliseconds. Each function names its default. */
  readonly timeout?: number;
}

export interface SignInOptions extends WaitOptions {
  /**
   * `accept` accepts the consent page now and whenever this page shows it later. `leave` stops at the consent page, so that the
   * test can answer it. Default: `accept`.
   */
  readonly consent?: 'accept' | 'leave';
}

export interface IncomingCallOptions extends RingParameters, WaitOptions {
  /** The caller: a person, or a phone number. */
  readonly from: string;
  /** The callee or callees: people, or phone numbers. */
  readonly to: string | readonly string[];
}

/** A call that the emulator places in the name of a person or a phone number. */
export interface IncomingCall {
  /** The id of the call in the emulator. */
  readonly id: string;
  /**
   * Waits until a callee has accepted the call, at most 10 s by default.
   * @returns the callee; the first one if several have accepted.
   * @throws Error if the call ends first.
   */
  readonly answeredBy: (options?: WaitOptions) => Promise<Participant>;
  /** Waits until the call has ended, at most 10 s by default. */
  readonly ended: (options?: WaitOptions) => Promise<void>;
  /** Lets the caller hang up, or give up while the call still rings. */
  readonly hangUp: () => Promise<void>;
  /** Lets the caller do something in this call, such as `act('hold')` or `act('say', { text: 'Hello' })`. */
  readonly act: <Name extends keyof Acts>(act: Name, ...parameters: ActParameters<Name>) => Promise<void>;
  /** @returns the call as it is now; undefined after its end. */
  readonly read: () => Promise<Call | undefined>;
}

/** Which agents get a caller, and how long a function waits until the agents that `agents` names are connected: by default 10 s. */
export interface CallerOptions extends Omit<CallersOptions, 'count'>, WaitOptions {}

/** Telephones that call the service numbers of Teams Phone extensibility. */
export interface Callers {
  /**
   * Lets a telephone call a service number. The call rings at a free agent, or waits for one.
   * @param options.from the number of the telephone. By default, the emulator makes one up.
   * @throws Error if nobody has the service number, or an agent whom `agents` names is not connected.
   */
  readonly ring: (number: string, options?: CallerOptions) => Promise<IncomingCall>;
  /** Lets several telephones call, one after another. @returns their calls in this order. */
  readonly ringMany: (
    number: string,
    count: number,
    options?: Omit<CallerOptions, 'from'>,
  ) => Promise<readonly IncomingCall[]>;
}

/** A virtual agent that answers the calls to a person. */
export interface AnsweringAgent {
  /** The id of the agent. */
  readonly id: string;
  /** Lets the person do something in the call that the agent is in. */
  readonly act: <Name extends keyof Acts>(act: Name, ...parameters: ActParameters<Name>) => Promise<void>;
  /** Removes the agent, which also leaves its calls. */
  readonly remove: () => Promise<void>;
}

/** The clock of the emulator and of all pages of a test. */
export interface OneClock {
  /**
   * Moves the time of the emulator and of the pages forward together, in steps of at most 5 s, so that neither is ahead of the other:
   * tokens are renewed, calls stop ringing, and timers of the pages run, in the order of a real run.
   * @returns the new time.
   */
  readonly advance: (ms: number) => Promise<Date>;
  /** @returns the time of the emulator. */
  readonly now: () => Promise<Date>;
}

/** What a test gets. */
export interface CallingFixtures {
  /**
   * Signs a person in on the sign-in page of the emulated Entra, in `page` or in its popup: chooses the person, and accepts the
   * consent. Let the app open the sign-in page first, for example by a click on its button. Waits at most 10 s by default.
   * @throws Error if there is no such person or no sign-in page, or if the emulated Entra refuses.
   */
  readonly signInAs: (page: Page, person: string, options?: SignInOptions) => Promise<void>;
  /**
   * Rings at the app of a callee. Waits until the callee's call agent is connected, at most 10 s by default.
   * @throws Error if a callee is signed in nowhere, or if the call ends at once.
   */
  readonly incomingCall: (options: IncomingCallOptions) => Promise<IncomingCall>;
  /** Lets telephones call the service numbers of Teams Phone extensibility. */
  readonly callers: Callers;
  /** The network laboratory: loss, delay and bandwidth of a person's media. */
  readonly network: Controls['network'];
  /**
   * One clock for the emulator and for every page of the test. A test that uses this fixture controls the pages' timers, as with
   * `page.clock.install()`; until `advance`, time passes as usual.
   */
  readonly clock: OneClock;
  /** Lets a virtual agent answer the calls to a person. By default it accepts at once. */
  readonly answeringAgent: (person: string, options?: VirtualAgentOptions) => Promise<AnsweringAgent>;
}

/** What a Playwright worker gets. */
export interface CallingWorkerFixtures {
  /**
   * The emulator's options, set by `use: { emulatorOptions: … }` in the configuration. Without a port, each worker starts an
   * emulator on a free port. With a port, the worker uses the emulator that answers there, or starts one.
   */
  readonly emulatorOptions: EmulatorOptions;
  /**
   * When a test's trace is attached to its report: of tests that fail, of all tests, or never. With `off`, nothing is recorded.
   * Default: `on-failure`.
   */
  readonly callTrace: 'on-failure' | 'on' | 'off';
  /** The emulator. Before each test, `reset` returns it to its initial state. */
  readonly emulator: TestEmulator;
}

/** What `toHaveCall` compares. A field that is left out is not compared. */
export interface ExpectedCall {
  /** The caller: a person, or a phone number. */
  readonly from?: string;
  /** Other participants: people, or phone numbers. */
  readonly to?: string | readonly string[];
  /** `Ringing`: nobody has accepted. `Connected`: two have joined, or one has joined a meeting. */
  readonly state?: 'Ringing' | 'Connected';
  /** Whether a participant holds the call. */
  readonly held?: boolean;
  readonly recording?: Call['recording'];
}

/** What `toHaveParticipant` compares. A field that is left out is not compared. */
export interface ExpectedParticipant {
  readonly presence?: Participant['presence'];
  readonly role?: Participant['role'];
  readonly muted?: boolean;
  /** Whether the participant holds the call. */
  readonly held?: boolean;
  /** Whether the camera is on. */
  readonly camera?: boolean;
  /** Whether the participant shares a screen. */
  readonly sharing?: boolean;
  readonly handRaised?: boolean;
  /**
   * The caller whom the participant saw: a person, or a phone number. A telephone that an agent calls shows the service number of
   * the resource account.
   */
  readonly caller?: string;
  /** The id of the call. Default: any call. */
  readonly call?: string;
}

export interface ConditionOptions<Name extends keyof Conditions> extends WaitOptions {
  /** The person for whom the condition is set. Default: everyone. */
  readonly person?: string;
  /** Default: any value. */
  readonly value?: Conditions[Name];
}

/** Expectations about an emulator. They try again until they are met, like those of Playwright for pages. */
// oxlint-disable-next-line typescript/consistent-type-definitions -- Playwright infers the matchers from an object type.
export type CallMatchers = {
  /** Expects a call. */
  readonly toHaveCall: (
    this: ExpectMatcherState,
    emulator: Controls,
    expected?: ExpectedCall,
    options?: WaitOptions,
  ) => Promise<MatcherReturnType>;
  /** Expects that a person or a phone number is in a call, or that a call rings there. */
  readonly toHaveParticipant: (
    this: ExpectMatcherState,
    emulator: Controls,
    person: string,
    expected?: ExpectedParticipant,
    options?: WaitOptions,
  ) => Promise<MatcherReturnType>;
  /** Expects that a page has a call agent of a person, which is connected, so that calls ring there. */
  readonly toHaveAgent: (
    this: ExpectMatcherState,
    emulator: Controls,
    person: string,
    options?: WaitOptions,
  ) => Promise<MatcherReturnType>;
  /** Expects that a condition is set. A condition with `times` is removed when it has taken effect that many times. */
  readonly toHaveCondition: <Name extends keyof Conditions>(
    this: ExpectMatcherState,
    emulator: Controls,
    condition: Name,
    options?: ConditionOptions<Name>,
  ) => Promise<MatcherReturnType>;
};
