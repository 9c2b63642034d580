import type { RemoteParticipant, TeamsCall, TeamsCallAgent } from '@azure/communication-calling';
import { allowOwnScripts } from '../../../../src/web/page/trustedTypes.ts';
import { setUpPersonPage, type PersonApi, type PersonPageOptions } from './setUpPersonPage.ts';
import { catchErrorCode } from './tools.ts';

/** An observation in a page. `RawObservation` in tests/azure/record has the same properties, and explains them. */
export interface PageObservation {
  readonly kind: 'action' | 'event' | 'end' | 'violation' | 'fact';
  readonly track: string;
  readonly name: string;
  readonly value: string | number | boolean | null;
  readonly at: number;
  readonly tookMs?: number;
  readonly participant?: string;
}

/** The helpers of a page in the live hour. They observe what the SDK does. */
export interface HourApi extends PersonApi {
  /** Runs an action of the SDK, and records its result. @throws the error with which the SDK refuses the action. */
  act(this: void, name: string, action: () => unknown): Promise<void>;
  /** Runs an action of the SDK, and records its result. @returns whether the SDK carried the action out. */
  tryAct(this: void, name: string, action: () => unknown): Promise<boolean>;
  addFact(this: void, name: string, value: PageObservation['value']): void;
  /** Removes and returns what was observed so far. The next call is again `call 1`. */
  takeObservations(this: void): PageObservation[];
}

type Observe = (observation: Omit<PageObservation, 'at'>) => void;

/** Prepares the page of one person in the live hour: like `setUpPersonPage`, but the page observes what happens. */
export async function setUpHourPage(options: PersonPageOptions): Promise<void> {
  let observations: PageObservation[] = [];
  let callCount = 0;
  const observe: Observe = (observation) => observations.push({ ...observation, at: Date.now() });

  observeViolations(observe);
  allowOwnScripts(window.trustedTypes, location.origin, undefined);
  await setUpPersonPage(options);
  const person = globalThis.testApi as PersonApi;
  observeAgent(person.agent, observe, (call) => {
    callCount += 1;
    observeCall(call, `call ${callCount}`, observe);
  });

  async function tryAct(name: string, action: () => unknown): Promise<boolean> {
    const startedAt = Date.now();
    const code = await catchErrorCode(action);
    const value = code === 'no error' ? 'ok' : code;
    const tookMs = Date.now() - startedAt;
    observations.push({ kind: 'action', track: 'actions', name, value, at: startedAt, tookMs });
    return value === 'ok';
  }
  const added: Omit<HourApi, keyof PersonApi> = {
    tryAct,
    async act(name, action) {
      if (!(await tryAct(name, action))) throw new Error(`The SDK refused: ${name}.`);
    },
    addFact: (name, value) => observe({ kind: 'fact', track: 'facts', name, value }),
    takeObservations() {
      const taken = observations;
      observations = [];
      callCount = 0;
      return taken;
    },
  };
  // The members of `person` stay the same object, because its functions read and write `call` there.
  globalThis.testApi = Object.assign(person, added);
}

/** Observes what the page's Content Security Policy reports. Each host is reported once for each directive. */
function observeViolations(observe: Observe): void {
  const reported = new Set<string>();
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    const source = /^(?:https?|wss?):\/\/[^/]+/.exec(blockedURI)?.[0] ?? blockedURI;
    if (reported.has(`${effectiveDirective} ${source}`)) return;
    reported.add(`${effectiveDirective} ${source}`);
    observe({ kind: 'violation', track: 'page', name: effectiveDirective, value: source });
  });
}

function observeAgent(agent: TeamsCallAgent, observe: Observe, onCallAdded: (call: TeamsCall) => void): void {
  const observeAgentEvent = (name: string, value: string) =>
    observe({ kind: 'event', track: 'agent', name, value });
  agent.on('connectionStateChanged', ({ newValue, reason }) =>
    observeAgentEvent('connection', reason ? `${newValue} (${reason})` : newValue),
  );
  agent.on('callsUpdated', ({ added, removed }) => {
    for (const call of added) onCallAdded(call);
    for (const { state } of removed) observeAgentEvent('call removed', state);
  });
  agent.on('incomingCall', ({ incomingCall }) => {
    observeAgentEvent('incoming call', incomingCall.kind);
    incomingCall.on('callEnded', ({ callEndReason: { code, subCode } }) =>
      observe({ kind: 'end', track: 'incoming call', name: 'end reason', value: `${code}/${subCode}` }),
    );
  });
}

function observeCall(call: TeamsCall, track: string, observe: Observe): void {
  const observeState = () => observe({ kind: 'event', track, name: 'state', value: call.state });
  observeState();
  call.on('stateChanged', () => {
    observeState();
    const { callEndReason } = call;
    if (call.state === 'Disconnected' && callEndReason)
      observe({
        kind: 'end',
        track,
        name: 'end reason',
        value: `${callEndReason.code}/${callEndReason.subCode}`,
      });
  });
  call.on('idChanged', () => observe({ kind: 'event', track, name: 'id', value: 'changed' }));
  call.on('isMutedChanged', () =>
    observe({ kind: 'event', track, name: 'isMuted', value: String(call.isMuted) }),
  );
  const observeParticipants = (participants: readonly RemoteParticipant[]) => {
    for (const participant of participants) observeParticipant(participant, `${track} participant`, observe);
  };
  observeParticipants(call.remoteParticipants);
  call.on('remoteParticipantsUpdated', ({ added }) => observeParticipants(added));
}

function observeParticipant(participant: RemoteParticipant, track: string, observe: Observe): void {
  const { identifier } = participant;
  // The SDK always sets `rawId`, which the type of the identifier declares for some kinds only.
  const { rawId = 'unknown' } = identifier as { rawId?: string };
  const observeState = () =>
    observe({ kind: 'event', track, name: 'state', value: participant.state, participant: rawId });
  observeState();
  participant.on('stateChanged', observeState);
}
