import type { RemoteParticipant, TeamsCall, TeamsCallAgent } from '@azure/communication-calling';

const endStates = ['Disconnecting', 'Disconnected'];
/** @returns the given states, and the states at the end of a call, which may follow almost every state. */
const withEndStates = (...states: string[]) => new Set([...states, ...endStates]);

/**
 * For each state of a call, the states that may follow it.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
 */
const nextCallStates: Record<string, ReadonlySet<string>> = {
  None: withEndStates('Connecting'),
  Connecting: withEndStates('Ringing', 'EarlyMedia', 'InLobby', 'Connected'),
  Ringing: withEndStates('EarlyMedia', 'Connected'),
  EarlyMedia: withEndStates('Connected'),
  InLobby: withEndStates('Connected'),
  Connected: withEndStates('LocalHold', 'RemoteHold'),
  LocalHold: withEndStates('Connected', 'RemoteHold'),
  RemoteHold: withEndStates('Connected', 'LocalHold'),
  Disconnecting: new Set(['Disconnected']),
  Disconnected: new Set(),
};
/** For each state of a remote participant, the states that may follow it. */
const nextParticipantStates: Record<string, ReadonlySet<string>> = {
  Idle: withEndStates('Connecting', 'Ringing', 'InLobby', 'Connected', 'Hold'),
  Connecting: withEndStates('Ringing', 'EarlyMedia', 'InLobby', 'Connected', 'Hold'),
  Ringing: withEndStates('EarlyMedia', 'InLobby', 'Connected', 'Hold'),
  EarlyMedia: withEndStates('Connected', 'Hold'),
  InLobby: withEndStates('Connecting', 'Connected'),
  Connected: withEndStates('Hold'),
  Hold: withEndStates('Connected'),
  Disconnecting: new Set(['Disconnected']),
  Disconnected: new Set(),
};

/** The order in which Microsoft's SDK raises the events at the end of a call. */
const endEvents = [
  'participant Disconnected',
  'participants removed',
  'streams removed',
  'calls removed',
  'Disconnected',
];

/** Listens to the events of agents, and records every sequence of events that the documentation does not allow. */
export class EventChecks {
  readonly problems: string[] = [];
  /** The end events since the current task (a turn of the event loop) began, in order. */
  private eventsOfTask: { call: TeamsCall; event: string }[] | undefined;

  constructor() {
    addEventListener('error', ({ message }) => this.problems.push(`the page: ${message}`));
    addEventListener('unhandledrejection', ({ reason }) =>
      this.problems.push(`unhandled: ${String(reason)}`),
    );
  }

  watchAgent(name: string, agent: TeamsCallAgent): void {
    const report = (problem: string) => this.problems.push(`${name}: ${problem}`);
    agent.on('callsUpdated', ({ added, removed }) => {
      for (const call of added) this.watchCall(agent, call, report);
      for (const call of removed) this.recordEndEvent(call, 'calls removed');
    });
    agent.on('incomingCall', ({ incomingCall }) => {
      let endCount = 0;
      incomingCall.on('callEnded', () => {
        endCount += 1;
        if (endCount > 1) report(`callEnded ${endCount} times`);
      });
    });
  }

  private watchCall(agent: TeamsCallAgent, call: TeamsCall, report: (problem: string) => void): void {
    let state: string = call.state;
    if (!agent.calls.includes(call)) report('an added call is not in `agent.calls`');
    call.on('stateChanged', () => {
      if (!nextCallStates[state]?.has(call.state)) report(`${state} became ${call.state}`);
      state = call.state;
      if (state !== 'Disconnected') return;
      this.recordEndEvent(call, state);
      this.checkEnd(agent, call, report);
    });
    const watchParticipants = (participants: readonly RemoteParticipant[]) => {
      for (const participant of participants) this.watchParticipant(call, participant, report);
    };
    watchParticipants(call.remoteParticipants);
    call.on('remoteParticipantsUpdated', ({ added, removed }) => {
      if (state === 'Disconnected') report('participants changed after the end');
      watchParticipants(added);
      if (removed.length > 0) this.recordEndEvent(call, 'participants removed');
      for (const participant of removed) {
        if (participant.state !== 'Disconnected') report(`removed while ${participant.state}`);
      }
    });
  }

  private watchParticipant(
    call: TeamsCall,
    participant: RemoteParticipant,
    report: (problem: string) => void,
  ): void {
    let state: string = participant.state;
    participant.on('stateChanged', () => {
      if (!nextParticipantStates[state]?.has(participant.state))
        report(`participant ${state} became ${participant.state}`);
      state = participant.state;
      if (state === 'Disconnected') this.recordEndEvent(call, 'participant Disconnected');
    });
    participant.on('videoStreamsUpdated', ({ removed }) => {
      if (removed.length > 0) this.recordEndEvent(call, 'streams removed');
    });
  }

  private recordEndEvent(call: TeamsCall, event: string): void {
    if (!this.eventsOfTask) {
      this.eventsOfTask = [];
      // The SDK raises the events of one end without a pause, so the list is complete before the next microtask.
      queueMicrotask(() => (this.eventsOfTask = undefined));
    }
    this.eventsOfTask.push({ call, event });
  }

  private checkEnd(agent: TeamsCallAgent, call: TeamsCall, report: (problem: string) => void): void {
    const steps = (this.eventsOfTask ?? []).flatMap((recorded) =>
      recorded.call === call ? [endEvents.indexOf(recorded.event)] : [],
    );
    // The steps must be in the order of `endEvents`. A step may occur several times in a row, once for each participant.
    if (steps.some((step, index) => index > 0 && step < (steps[index - 1] ?? 0)))
      report(`wrong order of end events: ${steps.map((step) => endEvents[step]).join(', ')}`);
    if (agent.calls.includes(call)) report('Disconnected and still listed');
    if (call.remoteParticipants.length > 0) report('Disconnected with participants');
    if (!call.callEndReason) report('Disconnected without a reason');
  }
}
