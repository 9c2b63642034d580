import type {
  CallEndReason,
  RemoteParticipant,
  TeamsCall,
  TeamsCallAgent,
} from '@azure/communication-calling';
import { allowOwnScripts } from '../../../../src/web/page/trustedTypes.ts';
import type { RawObservation } from '../../../azure/record/stepRecorder.ts';
import { setUpPersonPage, type PersonApi, type PersonPageOptions } from './setUpPersonPage.ts';
import { catchErrorCode } from './tools.ts';

/** The helpers of a page in the live hour. They observe what the SDK does. */
export type HourApi = Awaited<ReturnType<typeof createHourApi>>;

type Observe = (observation: Omit<RawObservation, 'at'>) => void;

async function createHourApi(options: PersonPageOptions) {
  let observations: RawObservation[] = [];
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

  /** Runs an action of the SDK, and records its result. @returns whether the SDK carried the action out. */
  const tryAct = async (name: string, action: () => unknown): Promise<boolean> => {
    const startedAt = Date.now();
    const code = await catchErrorCode(action);
    const value = code === 'no error' ? 'ok' : code;
    const tookMs = Date.now() - startedAt;
    observations.push({ kind: 'action', track: 'actions', name, value, at: startedAt, tookMs });
    return value === 'ok';
  };
  // The members of `person` stay the same object, because its functions read and write `call` there.
  return Object.assign(person, {
    tryAct,
    /** Runs an action of the SDK, and records its result. @throws Error if the SDK refuses the action. */
    act: async (name: string, action: () => unknown): Promise<void> => {
      if (!(await tryAct(name, action))) throw new Error(`The SDK refused: ${name}.`);
    },
    addFact: (name: string, value: RawObservation['value']): void =>
      observe({ kind: 'fact', track: 'facts', name, value }),
    /** Removes and returns what was observed so far. The next call is again `call 1`. */
    takeObservations: (): RawObservation[] => {
      const taken = observations;
      observations = [];
      callCount = 0;
      return taken;
    },
  });
}

/** Prepares the page of one person in the live hour: like `setUpPersonPage`, but the page observes what happens. */
export async function setUpHourPage(options: PersonPageOptions): Promise<void> {
  globalThis.testApi = await createHourApi(options);
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
    incomingCall.on('callEnded', ({ callEndReason }) => observeEnd('incoming call', callEndReason, observe));
  });
}

const observeEnd = (track: string, { code, subCode }: CallEndReason, observe: Observe): void =>
  observe({ kind: 'end', track, name: 'end reason', value: `${code}/${subCode}` });

function observeCall(call: TeamsCall, track: string, observe: Observe): void {
  const observeEvent = (name: string, value: string) => observe({ kind: 'event', track, name, value });
  observeEvent('state', call.state);
  call.on('stateChanged', () => {
    observeEvent('state', call.state);
    if (call.state === 'Disconnected' && call.callEndReason) observeEnd(track, call.callEndReason, observe);
  });
  call.on('idChanged', () => observeEvent('id', 'changed'));
  call.on('isMutedChanged', () => observeEvent('isMuted', String(call.isMuted)));
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
