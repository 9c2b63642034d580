import type {
  RemoteParticipant,
  TeamsCall,
  TeamsCallAgent,
  TeamsIncomingCall,
} from '@azure/communication-calling';

const over = ['Disconnecting', 'Disconnected'];
const set = (...names: string[]) => new Set([...names, ...over]);

/**
 * Which state may follow which.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
 */
const callStates: Record<string, ReadonlySet<string>> = {
  None: set('Connecting'),
  Connecting: set('Ringing', 'EarlyMedia', 'InLobby', 'Connected'),
  Ringing: set('EarlyMedia', 'Connected'),
  EarlyMedia: set('Connected'),
  InLobby: set('Connected'),
  Connected: set('LocalHold', 'RemoteHold'),
  LocalHold: set('Connected', 'RemoteHold'),
  RemoteHold: set('Connected', 'LocalHold'),
  Disconnecting: new Set(['Disconnected']),
  Disconnected: new Set(),
};
const participantStates: Record<string, ReadonlySet<string>> = {
  Idle: set('Connecting', 'Ringing', 'InLobby', 'Connected', 'Hold'),
  Connecting: set('Ringing', 'EarlyMedia', 'InLobby', 'Connected', 'Hold'),
  Ringing: set('EarlyMedia', 'InLobby', 'Connected', 'Hold'),
  EarlyMedia: set('Connected', 'Hold'),
  InLobby: set('Connecting', 'Connected'),
  Connected: set('Hold'),
  Hold: set('Connected'),
  Disconnecting: new Set(['Disconnected']),
  Disconnected: new Set(),
};

/** The order in which a call ends, as the SDK was seen to tell it. */
const ending = [
  'participant Disconnected',
  'participants removed',
  'streams removed',
  'calls removed',
  'Disconnected',
];

/** Watches everything that agents tell, and notes what no documentation allows. */
export class Watch {
  readonly problems: string[] = [];
  /** How often a call came to each state: what was not reached was not tried either. */
  readonly reached: Record<string, number> = {};
  /** What was told in this very turn, in order. */
  private turn: { call: TeamsCall; what: string }[] | undefined;

  constructor() {
    addEventListener('error', ({ message }) => this.problems.push(`the page: ${message}`));
    addEventListener('unhandledrejection', ({ reason }) =>
      this.problems.push(`unhandled: ${String(reason)}`),
    );
  }

  agent(name: string, agent: TeamsCallAgent): void {
    agent.on('callsUpdated', ({ added, removed }) => {
      for (const call of added) this.call(name, agent, call);
      for (const call of removed) this.tell(call, 'calls removed');
    });
    agent.on('incomingCall', ({ incomingCall }) => this.ring(name, incomingCall));
  }

  private ring(name: string, ring: TeamsIncomingCall): void {
    let ended = 0;
    ring.on('callEnded', () => {
      ended += 1;
      if (ended > 1) this.problems.push(`${name}: callEnded ${ended} times`);
    });
  }

  private call(name: string, agent: TeamsCallAgent, call: TeamsCall): void {
    let state: string = call.state;
    const fail = (what: string) => this.problems.push(`${name}: ${what}`);
    if (!agent.calls.includes(call)) fail('a call was added that is not listed');
    call.on('stateChanged', () => {
      if (!callStates[state]?.has(call.state)) fail(`${state} became ${call.state}`);
      state = call.state;
      this.reached[state] = (this.reached[state] ?? 0) + 1;
      if (state !== 'Disconnected') return;
      this.tell(call, state);
      this.checkEnd(name, agent, call);
    });
    call.on('remoteParticipantsUpdated', ({ added, removed }) => {
      if (state === 'Disconnected') fail('participants changed after the end');
      for (const participant of added) this.participant(name, call, participant);
      if (removed.length > 0) this.tell(call, 'participants removed');
      for (const { state } of removed) if (state !== 'Disconnected') fail(`removed while ${state}`);
    });
    for (const participant of call.remoteParticipants) this.participant(name, call, participant);
  }

  private participant(name: string, call: TeamsCall, participant: RemoteParticipant): void {
    let state: string = participant.state;
    participant.on('stateChanged', () => {
      if (!participantStates[state]?.has(participant.state)) {
        this.problems.push(`${name}: participant ${state} became ${participant.state}`);
      }
      state = participant.state;
      if (state === 'Disconnected') this.tell(call, 'participant Disconnected');
    });
    participant.on('videoStreamsUpdated', ({ removed }) => {
      if (removed.length > 0) this.tell(call, 'streams removed');
    });
  }

  private tell(call: TeamsCall, what: string): void {
    if (!this.turn) {
      this.turn = [];
      queueMicrotask(() => (this.turn = undefined));
    }
    this.turn.push({ call, what });
  }

  private checkEnd(name: string, agent: TeamsCallAgent, call: TeamsCall): void {
    const told = (this.turn ?? []).flatMap((one) => (one.call === call ? [ending.indexOf(one.what)] : []));
    // Several participants: each step for all of them comes before the next step for any.
    if (told.some((step, i) => i > 0 && step < (told[i - 1] ?? 0))) {
      this.problems.push(`${name}: ended as ${told.map((step) => ending[step]).join(', ')}`);
    }
    if (agent.calls.includes(call)) this.problems.push(`${name}: Disconnected and still listed`);
    if (call.remoteParticipants.length > 0) this.problems.push(`${name}: Disconnected with participants`);
    if (!call.callEndReason) this.problems.push(`${name}: Disconnected without a reason`);
  }
}
