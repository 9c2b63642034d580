import type { TeamsCall, TeamsCallAgent } from '@azure/communication-calling';

/**
 * For each state of a call or of a remote participant, the states that may follow it, besides Disconnecting and Disconnected.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
 */
const nextStates: Record<string, string> = {
  None: 'Connecting',
  Idle: 'Connecting Ringing InLobby Connected Hold',
  Connecting: 'Ringing EarlyMedia InLobby Connected Hold',
  Ringing: 'EarlyMedia InLobby Connected Hold',
  EarlyMedia: 'Connected Hold',
  InLobby: 'Connecting Connected',
  Connected: 'LocalHold RemoteHold Hold',
  LocalHold: 'Connected RemoteHold',
  RemoteHold: 'Connected LocalHold',
  Hold: 'Connected',
};

type Report = (problem: string) => void;

/** A call or a remote participant. */
interface StateOwner {
  readonly state: string;
  on(event: 'stateChanged', listener: () => void): void;
}

/** Listens to the events of agents, and records in `problems` each event that the documentation does not allow. */
export class EventChecks {
  readonly problems: string[] = [];

  constructor() {
    addEventListener('error', ({ message }) => this.problems.push(`the page: ${message}`));
    addEventListener('unhandledrejection', ({ reason }) =>
      this.problems.push(`unhandled: ${String(reason)}`),
    );
  }

  watchAgent(name: string, agent: TeamsCallAgent): void {
    const report = (problem: string) => this.problems.push(`${name}: ${problem}`);
    agent.on('callsUpdated', ({ added }) => {
      for (const call of added) watchCall(agent, call, report);
    });
    agent.on('incomingCall', ({ incomingCall }) => {
      let hasEnded = false;
      incomingCall.on('callEnded', () => {
        if (hasEnded) report('an incoming call ended twice');
        hasEnded = true;
      });
    });
  }
}

function watchCall(agent: TeamsCallAgent, call: TeamsCall, report: Report): void {
  if (!agent.calls.includes(call)) report('an added call is not in `agent.calls`');
  watchStates('the call', call, report);
  call.on('stateChanged', () => {
    if (call.state !== 'Disconnected') return;
    if (agent.calls.includes(call)) report('Disconnected and still listed');
    if (call.remoteParticipants.length > 0) report('Disconnected with participants');
    if (!call.callEndReason) report('Disconnected without a reason');
  });
  for (const participant of call.remoteParticipants) watchStates('a participant', participant, report);
  call.on('remoteParticipantsUpdated', ({ added, removed }) => {
    if (call.state === 'Disconnected') report('participants changed after the end');
    for (const participant of added) watchStates('a participant', participant, report);
    for (const { state } of removed) if (state !== 'Disconnected') report(`removed while ${state}`);
  });
}

function watchStates(what: string, owner: StateOwner, report: Report): void {
  let { state } = owner;
  owner.on('stateChanged', () => {
    const allowedStates = `${nextStates[state] ?? ''} Disconnecting Disconnected`.split(' ');
    const isAllowed =
      state !== 'Disconnected' && state !== owner.state && allowedStates.includes(owner.state);
    if (!isAllowed) report(`${what} changed from ${state} to ${owner.state}`);
    state = owner.state;
  });
}
