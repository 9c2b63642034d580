import type {
  RemoteParticipant,
  TeamsCall,
  TeamsCallAgent,
  TeamsIncomingCall,
} from '@azure/communication-calling';

const endStates = ['Disconnecting', 'Disconnected'];
const thenOrEnd = (...names: string[]) => new Set([...names, ...endStates]);

/**
 * Which state may follow which.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
 */
const callStates: Record<string, ReadonlySet<string>> = {
  None: thenOrEnd('Connecting'),
  Connecting: thenOrEnd('Ringing', 'EarlyMedia', 'InLobby', 'Connected'),
  Ringing: thenOrEnd('EarlyMedia', 'Connected'),
  EarlyMedia: thenOrEnd('Connected'),
  InLobby: thenOrEnd('Connected'),
  Connected: thenOrEnd('LocalHold', 'RemoteHold'),
  LocalHold: thenOrEnd('Connected', 'RemoteHold'),
  RemoteHold: thenOrEnd('Connected', 'LocalHold'),
  Disconnecting: new Set(['Disconnected']),
  Disconnected: new Set(),
};
const participantStates: Record<string, ReadonlySet<string>> = {
  Idle: thenOrEnd('Connecting', 'Ringing', 'InLobby', 'Connected', 'Hold'),
  Connecting: thenOrEnd('Ringing', 'EarlyMedia', 'InLobby', 'Connected', 'Hold'),
  Ringing: thenOrEnd('EarlyMedia', 'InLobby', 'Connected', 'Hold'),
  EarlyMedia: thenOrEnd('Connected', 'Hold'),
  InLobby: thenOrEnd('Connecting', 'Connected'),
  Connected: thenOrEnd('Hold'),
  Hold: thenOrEnd('Connected'),
  Disconnecting: new Set(['Disconnected']),
  Disconnected: new Set(),
};

/** The order of the events with which a call ends, as observed with the SDK. */
const ending = [
  'participant Disconnected',
  'participants removed',
  'streams removed',
  'calls removed',
  'Disconnected',
];

/** Listens to the events of agents, and notes every order of them that the documentation does not allow. */
export class EventChecks {
  readonly problems: string[] = [];
  /** How often a call reached each state. A state that was never reached was not tested. */
  readonly reached: Record<string, number> = {};
  /** The events of the current task, in order. */
  private eventsOfTask: { call: TeamsCall; event: string }[] | undefined;

  constructor() {
    addEventListener('error', ({ message }) => this.problems.push(`the page: ${message}`));
    addEventListener('unhandledrejection', ({ reason }) =>
      this.problems.push(`unhandled: ${String(reason)}`),
    );
  }

  watchAgent(name: string, agent: TeamsCallAgent): void {
    agent.on('callsUpdated', ({ added, removed }) => {
      for (const call of added) this.watchCall(name, agent, call);
      for (const call of removed) this.note(call, 'calls removed');
    });
    agent.on('incomingCall', ({ incomingCall }) => this.watchIncomingCall(name, incomingCall));
  }

  private watchIncomingCall(name: string, incoming: TeamsIncomingCall): void {
    let ended = 0;
    incoming.on('callEnded', () => {
      ended += 1;
      if (ended > 1) this.problems.push(`${name}: callEnded ${ended} times`);
    });
  }

  private watchCall(name: string, agent: TeamsCallAgent, call: TeamsCall): void {
    let state: string = call.state;
    const fail = (what: string) => this.problems.push(`${name}: ${what}`);
    if (!agent.calls.includes(call)) fail('a call was added that is not listed');
    call.on('stateChanged', () => {
      if (!callStates[state]?.has(call.state)) fail(`${state} became ${call.state}`);
      state = call.state;
      this.reached[state] = (this.reached[state] ?? 0) + 1;
      if (state !== 'Disconnected') return;
      this.note(call, state);
      this.checkEnd(name, agent, call);
    });
    call.on('remoteParticipantsUpdated', ({ added, removed }) => {
      if (state === 'Disconnected') fail('participants changed after the end');
      for (const participant of added) this.watchParticipant(name, call, participant);
      if (removed.length > 0) this.note(call, 'participants removed');
      for (const { state } of removed) if (state !== 'Disconnected') fail(`removed while ${state}`);
    });
    for (const participant of call.remoteParticipants) this.watchParticipant(name, call, participant);
  }

  private watchParticipant(name: string, call: TeamsCall, participant: RemoteParticipant): void {
    let state: string = participant.state;
    participant.on('stateChanged', () => {
      if (!participantStates[state]?.has(participant.state)) {
        this.problems.push(`${name}: participant ${state} became ${participant.state}`);
      }
      state = participant.state;
      if (state === 'Disconnected') this.note(call, 'participant Disconnected');
    });
    participant.on('videoStreamsUpdated', ({ removed }) => {
      if (removed.length > 0) this.note(call, 'streams removed');
    });
  }

  private note(call: TeamsCall, event: string): void {
    if (!this.eventsOfTask) {
      this.eventsOfTask = [];
      queueMicrotask(() => (this.eventsOfTask = undefined));
    }
    this.eventsOfTask.push({ call, event });
  }

  private checkEnd(name: string, agent: TeamsCallAgent, call: TeamsCall): void {
    const steps = (this.eventsOfTask ?? []).flatMap((noted) =>
      noted.call === call ? [ending.indexOf(noted.event)] : [],
    );
    // With several participants, each step comes for all of them before the next step comes for any.
    if (steps.some((step, index) => index > 0 && step < (steps[index - 1] ?? 0))) {
      this.problems.push(`${name}: ended as ${steps.map((step) => ending[step]).join(', ')}`);
    }
    if (agent.calls.includes(call)) this.problems.push(`${name}: Disconnected and still listed`);
    if (call.remoteParticipants.length > 0) this.problems.push(`${name}: Disconnected with participants`);
    if (!call.callEndReason) this.problems.push(`${name}: Disconnected without a reason`);
  }
}
