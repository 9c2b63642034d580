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

/** A call or a remote participant. */
interface StateOwner {
  readonly state: string;
  on(event: 'stateChanged', listener: () => void): void;
}

/**
 * Checks the events of every agent that is passed to `watchAgent`.
 * @returns in `eventProblems` each event that the documentation does not allow, and each error that nothing in this page caught.
 */
export function createEventChecks() {
  const eventProblems: string[] = [];
  const report = (problem: string) => eventProblems.push(problem);
  addEventListener('error', ({ message }) => report(`uncaught: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => report(`uncaught: ${String(reason)}`));

  const watchStates = (owner: StateOwner) => {
    let { state } = owner;
    owner.on('stateChanged', () => {
      const allowedStates = `${nextStates[state] ?? ''} Disconnecting Disconnected`.split(' ');
      const isAllowed =
        state !== 'Disconnected' && state !== owner.state && allowedStates.includes(owner.state);
      if (!isAllowed) report(`${state} became ${owner.state}`);
      state = owner.state;
    });
  };
  const watchCall = (agent: TeamsCallAgent, call: TeamsCall) => {
    watchStates(call);
    call.on('stateChanged', () => {
      if (call.state !== 'Disconnected') return;
      if (agent.calls.includes(call)) report('Disconnected and still listed');
      if (call.remoteParticipants.length > 0) report('Disconnected with participants');
      if (!call.callEndReason) report('Disconnected without a reason');
    });
    for (const participant of call.remoteParticipants) watchStates(participant);
    call.on('remoteParticipantsUpdated', ({ added, removed }) => {
      if (call.state === 'Disconnected') report('participants changed after the end');
      for (const participant of added) watchStates(participant);
      for (const { state } of removed) if (state !== 'Disconnected') report(`removed while ${state}`);
    });
  };
  const watchAgent = (agent: TeamsCallAgent) => {
    agent.on('callsUpdated', ({ added }) => added.forEach((call) => watchCall(agent, call)));
    agent.on('incomingCall', ({ incomingCall }) => {
      let hasEnded = false;
      incomingCall.on('callEnded', () => {
        if (hasEnded) report('an incoming call ended twice');
        hasEnded = true;
      });
    });
  };
  return { eventProblems, watchAgent };
}
