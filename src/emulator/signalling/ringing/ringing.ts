import type { AcsUserStore } from '../../core/acsUsers.ts';
import type { Directory, PhoneBehaviour, ResourceAccount } from '../../core/directory.ts';
import type { Person } from '../../core/people.ts';
import { findInvitationRefusal } from '../../wire/agentRules.ts';
import { emergencyNumbers } from '../../wire/emergencyNumbers.ts';
import * as endCodes from '../../wire/endCodes.ts';
import { isPhoneNumber, seesNameOf } from '../../wire/rawIds.ts';
import type { GeneratedMedia, EndCode, MediaState, Refusal, SignallingEvent } from '../../wire/protocol.ts';
import { defaultMediaState, findParticipantByEndpoint, type Call, type Participant } from '../calls/call.ts';
import { announceParticipant } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { isCutOff, sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';
import type { SignallingTiming } from '../timing.ts';
import { createDialler, type InvitationOptions, type ServerApplication } from './serverApplication.ts';

interface InvitationsDeps {
  readonly endpoints: EndpointRegistry;
  readonly directory: Directory;
  readonly timing: SignallingTiming;
  readonly network: EmulatedNetwork;
  readonly acsUsers: Pick<AcsUserStore, 'has'>;
}

/** Invites callees to calls, which then ring at the callees' endpoints (connected pages), and handles the answers. */
export class Invitations {
  readonly network: EmulatedNetwork;
  private readonly calls: CallStore;
  private readonly deps: InvitationsDeps;
  /** Takes calls to service numbers, and carries out the calls of agents. Assign another one to replace it. */
  serverApplication: ServerApplication = createDialler(this);
  /** Creates the endpoint with which a bot follows a transfer. `SignallingAdmin` sets this function. */
  createBotEndpoint: ((rawId: string, media: Exclude<GeneratedMedia, 'voicemail'>) => Endpoint) | undefined;

  constructor(calls: CallStore, deps: InvitationsDeps) {
    this.calls = calls;
    this.deps = deps;
    this.network = deps.network;
  }

  /** The telephone numbers of the ACS resource. */
  get acsNumbers(): readonly string[] {
    return this.deps.directory.acsNumbers;
  }

  /** Lets a call ring at the callee: a user, phone number or bot. If the callee cannot be reached, the invitation fails at once. */
  invite(call: Call, inviter: Participant, callee: Participant, options: InvitationOptions = {}): void {
    callee.shownCaller = options.shownCaller ?? inviter.rawId;
    const refusal = findRefusalInCall(call, inviter, callee, options);
    if (refusal) return this.calls.failInvitation(call, callee, refusal);
    const resourceAccount = findResourceAccount(callee.rawId, this.deps.directory);
    if (resourceAccount) {
      call.resourceAccount = resourceAccount;
      return this.serverApplication.receive({ call, inviter, callee, resourceAccount, options });
    }
    const resolvedCallee = resolveCallee(callee.rawId, this.deps, options.voicemail);
    if (!resolvedCallee) return this.calls.failInvitation(call, callee, endCodes.notFound);
    const simulatedRefusal = this.network.consumeCallRefusal(inviter.rawId);
    if (simulatedRefusal)
      return this.answerAfter(call, callee, simulatedRefusal.afterMs, simulatedRefusal.end);
    const { ringsAtEndpoints, ringingMs, answer } = resolvedCallee;
    if (ringsAtEndpoints) {
      const endpoints = this.deps.endpoints
        .listForRawId(callee.rawId)
        .filter((endpoint) => !findParticipantByEndpoint(call, endpoint));
      if (endpoints.length === 0) return this.calls.failInvitation(call, callee, endCodes.noEndpoint);
      callee.invitation = this.createInvitation(call, inviter, callee, options);
      for (const endpoint of endpoints) {
        callee.ringingEndpoints.add(endpoint);
        sendEvent(endpoint, callee.invitation);
      }
    }
    this.calls.onChange?.();
    return this.answerAfter(call, callee, ringingMs, answer);
  }

  /** Accepts an invitation with one of the user's endpoints. The call stops ringing at all others. */
  accept(call: Call, callee: Participant, acceptingEndpoint: Endpoint, state: MediaState): void {
    this.serverApplication.beforeAnswer?.(call, callee);
    this.calls.notifyEnd(call, callee, endCodes.answeredElsewhere, acceptingEndpoint);
    callee.endpoint = acceptingEndpoint;
    callee.state = state;
    this.calls.completeJoin(call, callee);
    this.deliverPendingSignals(call, callee);
    // The callee's page shows the inviter since the invitation. In a group call, the inviter may have left meanwhile.
    const inviterId = callee.invitation?.from.participant;
    if (inviterId && !call.participants.has(inviterId)) {
      const event = { t: 'left' as const, call: call.id, participant: inviterId, end: endCodes.hungUp };
      sendEvent(acceptingEndpoint, event);
    }
  }

  /** Declines an invitation. @param decliningEndpoint the page that does; none if a control of the emulator does. */
  decline(call: Call, callee: Participant, decliningEndpoint?: Endpoint): void {
    this.calls.notifyEnd(call, callee, endCodes.declined, decliningEndpoint);
    this.calls.failInvitation(call, callee, endCodes.declined);
  }

  /** Ends an invitation that nobody has answered, and tells the inviter why. */
  fail(call: Call, callee: Participant, end: EndCode): void {
    this.calls.notifyEnd(call, callee, end);
    this.calls.failInvitation(call, callee, end);
  }

  /** Ends the invitations that ring at an endpoint, because the endpoint enters this call in another way. */
  stopRingingAt(call: Call, endpoint: Endpoint): void {
    for (const participant of Array.from(call.participants.values())) {
      if (participant.ringingEndpoints.has(endpoint))
        this.calls.dismiss(call, participant, endCodes.answeredElsewhere);
    }
  }

  /** Tells a user's new endpoint of the calls that ring at the user's endpoints without a network, or that those have missed. */
  catchUp(endpoint: Endpoint): void {
    const cutOffEndpoints = this.deps.endpoints
      .listForRawId(endpoint.rawId)
      .filter((other) => other !== endpoint && isCutOff(other));
    for (const event of takeMissedCalls(cutOffEndpoints)) sendEvent(endpoint, event);
    for (const call of this.calls.list()) {
      for (const { invitation, ringingEndpoints, pendingSignals } of call.participants.values()) {
        if (!invitation || !cutOffEndpoints.some((other) => ringingEndpoints.has(other))) continue;
        ringingEndpoints.add(endpoint);
        for (const event of [invitation, ...pendingSignals]) sendEvent(endpoint, event);
      }
    }
  }

  private createInvitation(
    call: Call,
    inviter: Participant,
    callee: Participant,
    { transferor, context }: InvitationOptions,
  ): NonNullable<Participant['invitation']> {
    const { id, rawId, botMedia } = inviter;
    const isOwnNumber = callee.shownCaller === rawId;
    const name = isOwnNumber && seesNameOf(callee.rawId, rawId) ? inviter.name : undefined;
    const transferorName = transferor && this.deps.directory.findVoiceApplication(transferor)?.displayName;
    return {
      t: 'incoming',
      call: call.id,
      self: callee.id,
      from: {
        participant: id,
        id: callee.shownCaller ?? rawId,
        ...(botMedia && { bot: botMedia }),
        ...(name !== undefined && { name }),
      },
      ...(transferor && { transferor }),
      ...(transferorName && { transferorName }),
      ...(context && { context }),
      ...(call.threadId && { threadId: call.threadId }),
    };
  }

  /** Lets the call ring for `ringingMs` (0 means not at all). Then `answer` follows, unless the callee has answered before. */
  private answerAfter(call: Call, callee: Participant, ringingMs: number, answer: Answer): void {
    if (ringingMs === 0) return this.answer(call, callee, answer);
    callee.presence = 'Ringing';
    callee.cancelTimer = this.calls.clock.after(ringingMs, () => this.answer(call, callee, answer));
    return announceParticipant(call, callee);
  }

  /** Ends the ringing: a bot accepts, or the invitation fails. */
  private answer(call: Call, callee: Participant, answer: Answer): void {
    if (typeof answer !== 'string') return this.fail(call, callee, answer);
    callee.botMedia = answer;
    callee.state = { ...defaultMediaState, video: answer === 'echo' };
    this.calls.completeJoin(call, callee);
    return this.deliverPendingSignals(call, callee);
  }

  /** Empties the pending signals. If a bot has answered, their senders, whose pages generate its media, get them back. */
  private deliverPendingSignals(call: Call, { botMedia, pendingSignals }: Participant): void {
    // A user's page got the signals while it rang.
    for (const event of pendingSignals.splice(0)) {
      const endpoint = call.participants.get(event.from)?.endpoint;
      if (botMedia && endpoint) sendEvent(endpoint, event);
    }
  }
}

/** Finds the rule about agents that forbids an invitation. The call of a transferee must also be allowed to the transferor. */
function findRefusalInCall(
  call: Call,
  inviter: Participant,
  callee: Participant,
  { transferor }: InvitationOptions,
): Refusal | undefined {
  const others = [...call.participants.values()].filter((other) => other !== callee);
  const otherRawIds = others.map(({ rawId }) => rawId);
  return (
    findInvitationRefusal(inviter.rawId, callee.rawId, otherRawIds) ??
    (transferor === undefined ? undefined : findInvitationRefusal(transferor, callee.rawId, otherRawIds))
  );
}

/** @returns the resource account that has this raw id, or whose service number has it. */
const findResourceAccount = (rawId: string, directory: Directory): ResourceAccount | undefined =>
  isPhoneNumber(rawId)
    ? directory.findResourceAccountByNumber(rawId.slice('4:'.length))
    : directory.findResourceAccount(rawId);

/**
 * Finds the calls that endpoints without a network have missed, and marks them, so that no other endpoint is told of them.
 * @returns two events for each call: `incoming` and `ended`.
 */
function takeMissedCalls(endpoints: readonly Endpoint[]): SignallingEvent[] {
  /** Maps the user's participant id in each missed call to the two events. */
  const missedCalls = new Map<string, SignallingEvent[]>();
  for (const endpoint of endpoints) {
    const { unacknowledged } = endpoint.outbox;
    const { passedOnUpTo = 0 } = endpoint;
    const events = unacknowledged.filter(({ n }) => n > passedOnUpTo).map(({ message }) => message);
    endpoint.passedOnUpTo = unacknowledged.at(-1)?.n ?? passedOnUpTo;
    for (const incoming of events) {
      if (incoming.t !== 'incoming') continue;
      const ended = events.find((event) => event.t === 'ended' && event.self === incoming.self);
      if (ended) missedCalls.set(incoming.self, [incoming, ended]);
    }
  }
  return [...missedCalls.values()].flat();
}

/** The media of a bot that accepts the call, or the reason why the invitation fails. */
type Answer = GeneratedMedia | EndCode;

/** What happens if a raw id is called. */
interface ResolvedCallee {
  /** Whether the call rings at the endpoints with the callee's raw id. Otherwise, the emulator answers. */
  readonly ringsAtEndpoints?: true;
  /** For how many milliseconds the call rings, unless the user answers. */
  readonly ringingMs: number;
  /** What follows the ringing. */
  readonly answer: Answer;
}

const createBots = (ringTimeoutMs: number): Record<NonNullable<Person['bot']>, ResolvedCallee> => ({
  echo: { ringingMs: 0, answer: 'echo' },
  busy: { ringingMs: 0, answer: endCodes.busy },
  decline: { ringingMs: 1_000, answer: endCodes.declined },
  noAnswer: { ringingMs: ringTimeoutMs, answer: endCodes.noAnswer },
});

const createPhones = (ringTimeoutMs: number): Record<PhoneBehaviour, ResolvedCallee> => ({
  answer: { ringingMs: 500, answer: 'phone' },
  busy: { ringingMs: 500, answer: endCodes.phoneBusy },
  decline: { ringingMs: 500, answer: endCodes.declined },
  noAnswer: { ringingMs: ringTimeoutMs, answer: endCodes.noAnswer },
});

/**
 * Microsoft's bot that anyone can call to test their sound.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/getting-started-with-calling
 */
const microsoftEchoId = '8:echo123';

/** @returns what happens if a raw id is called; `undefined` if the directory does not know it. */
function resolveCallee(
  rawId: string,
  { directory, timing, acsUsers }: InvitationsDeps,
  isVoicemail = false,
): ResolvedCallee | undefined {
  const { ringTimeoutMs } = timing;
  const rings = { ringsAtEndpoints: true, ringingMs: ringTimeoutMs, answer: endCodes.noAnswer } as const;
  if (acsUsers.has(rawId)) return isVoicemail ? undefined : rings;
  const phoneBehaviour = emergencyNumbers.has(rawId) ? 'answer' : findPhoneBehaviour(rawId, directory);
  if (phoneBehaviour && !isVoicemail) return createPhones(timing.phoneRingTimeoutMs)[phoneBehaviour];
  const bots = createBots(timing.ringTimeoutMs);
  if (rawId === microsoftEchoId) return bots.echo;
  const person = directory.findPerson(rawId);
  if (!person) return undefined;
  if (isVoicemail) return { ringingMs: 0, answer: 'voicemail' };
  return person.bot ? bots[person.bot] : rings;
}

/** @returns what a telephone or a Teams voice application does when it is called; `undefined` for any other raw id. */
const findPhoneBehaviour = (rawId: string, directory: Directory): PhoneBehaviour | undefined =>
  directory.phones.find(({ number }) => `4:${number}` === rawId)?.whenCalled ??
  directory.findVoiceApplication(rawId)?.whenCalled;
