import type { ParticipantCapabilityName } from '@azure/communication-calling';
import type { ConditionStore } from '../../core/conditionStore.ts';
import { chooseRandomMs, type Conditions } from '../../wire/conditions.ts';
import { isTeamsUser, toOid } from '../../wire/rawIds.ts';
import { pageConditionNames, type EndCode, type PageConditions } from '../../wire/protocol.ts';
import { filterCandidates, isLocalCandidate } from './candidates.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import { createRosterEntry, listJoinedParticipants, type Call, type Participant } from '../calls/call.ts';
import { announceParticipant, sendContext } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { hasCapability } from '../calls/capabilities.ts';
import { MediaRelay, type RoutedSignal } from '../media-relay/mediaRelay.ts';

/** What conditions (faults that a test switches on) do to a user's sockets. */
export interface SocketConditions {
  /** How many milliseconds late each frame (WebSocket message) arrives, in both directions. */
  readonly delayMs: number;
  /** Whether nothing gets through. As with TCP, the socket stays open, and frames wait until the network is back. */
  readonly isDead: boolean;
}

/** Tells what the conditions in force do to a user's sockets, media and calls. */
export type EmulatedNetwork = ReturnType<typeof createEmulatedNetwork>;

/** @param isChatMember tells whether a user is a member of a chat. By default, nobody is a member of any. */
export function createEmulatedNetwork(
  conditions: ConditionStore,
  isChatMember: (chatId: string, oid: string) => boolean = () => false,
) {
  const readMediaCondition = (rawId: string): Conditions['media'] => conditions.read(toOid(rawId)).media;
  const relay = new MediaRelay(conditions);
  return {
    /** Leads media through this process while the condition `network` asks for it. */
    relay,
    readSocketConditions(oid: string): SocketConditions {
      const { delaySignallingMs = 0, silentSignalling = false } = conditions.read(oid);
      return { delayMs: delaySignallingMs, isDead: silentSignalling };
    },
    /** @returns the close code with which new sockets of the user are refused; `undefined` if they are accepted. */
    readSocketRefusal: (oid: string): number | undefined => conditions.read(oid).refuseSignalling,
    /** @returns the parts of a signal that get through the emulated network; `null` if nothing does. */
    filterSignal(senderRawId: string, receiverRawId: string, routed: RoutedSignal): RoutedSignal | null {
      const media = new Set([readMediaCondition(senderRawId), readMediaCondition(receiverRawId)]);
      if (media.has('refused') && 'description' in routed.signal) return null;
      // Without candidates, neither page learns an address of the other, so no media packet can arrive.
      const signal = filterCandidates(routed.signal, media.has('lost') ? () => false : isLocalCandidate);
      if (!signal) return null;
      return routed.answerCandidate !== undefined && media.has('lost')
        ? { signal, answerCandidate: '' }
        : { ...routed, signal };
    },
    losesMedia: (rawId: string): boolean => readMediaCondition(rawId) === 'lost',
    /** Counts a call of the caller. @returns its end if the condition `refuseCalls` refuses it, and how long it rings before. */
    consumeCallRefusal(callerRawId: string): { end: EndCode; afterMs: number } | undefined {
      const refusal = conditions.consumeOnce('refuseCalls', toOid(callerRawId));
      if (!refusal) return undefined;
      const { code, subCode, afterMs = 0 } = refusal;
      return { end: { code, subCode }, afterMs };
    },
    /** @returns the conditions in force that the drop-in SDK in the user's pages applies itself. */
    readPageConditions(oid: string): PageConditions {
      const conditionsInForce = conditions.read(oid);
      const entries = pageConditionNames.map((name) => [name, conditionsInForce[name]]);
      return Object.fromEntries(entries.filter(([, value]) => value)) as PageConditions;
    },
    chooseSetupDelayMs: (oid: string): number => chooseRandomMs(conditions.read(oid).timing?.callSetupMs),
    /** @returns how long a closed page stays in its calls; `undefined` without the condition `closedPageStays`. */
    readClosedPageMs: (oid: string): number | undefined => conditions.read(oid).closedPageStays?.forMs,
    readWithheldCapabilities: (rawId: string): readonly ParticipantCapabilityName[] =>
      conditions.read(toOid(rawId)).withheldCapabilities ?? [],
    /** @returns whether the condition `chatMembersOnly` keeps a person out of a call, because they are not in its chat. */
    keepsOut(inviterRawId: string, inviteeRawId: string, threadId: string | null): boolean {
      if (!conditions.read(toOid(inviterRawId)).chatMembersOnly || !isTeamsUser(inviteeRawId)) return false;
      return threadId === null || !isChatMember(threadId, toOid(inviteeRawId));
    },
    /** @returns whether a condition refuses a token of another ACS resource to a user who is in a call. */
    keepsAcsResource: (oid: string): boolean => conditions.read(oid).callsKeepAcsResource ?? false,
    subscribe: (listener: () => void): (() => void) => conditions.subscribe(listener),
  };
}

/** Applies changed conditions to the running calls, and tells their participants. */
export function applyConditionChanges(calls: CallStore, network: EmulatedNetwork): void {
  for (const call of calls.list()) {
    updateMediaLoss(call, network);
    updatePolicies(call, network);
    updatePaths(call, network);
  }
}

/** Makes the media of a running call take another path, if a changed condition asks for it. */
function updatePaths(call: Call, network: EmulatedNetwork): void {
  const joined = listJoinedParticipants(call);
  for (const [index, first] of joined.entries())
    for (const second of joined.slice(index + 1)) reconnectIfNeeded(call, network, first, second);
}

/** Lets two participants replace their peer connection if its packets go directly, although one of them has got a network. */
export function reconnectIfNeeded(
  call: Call,
  { relay }: EmulatedNetwork,
  first: Participant,
  second: Participant,
): void {
  if (!relay.needsReconnect(first, second)) return;
  relay.expectReconnect(first, second);
  for (const [receiver, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const entry = { ...createRosterEntry(other), reconnect: true as const };
    if (receiver.endpoint) sendEvent(receiver.endpoint, { t: 'participant', call: call.id, entry });
  }
}

/** Updates whose packets get lost because of the condition `media`, and tells the participants. */
function updateMediaLoss(call: Call, network: EmulatedNetwork): void {
  const participants = [...call.participants.values()];
  const changedParticipants = new Set(
    participants.filter(({ rawId, losesMedia }) => network.losesMedia(rawId) !== losesMedia),
  );
  for (const participant of changedParticipants) participant.losesMedia = !participant.losesMedia;
  // Each pair once: a page that hears twice that its media is back restarts ICE in the middle of the first restart.
  for (const [index, first] of participants.entries())
    for (const second of participants.slice(index + 1))
      if (changedParticipants.has(first) || changedParticipants.has(second))
        sendMediaLoss(call, first, second);
}

/** Tells two participants whether the packets between them get lost, as they do if either of the two loses all packets. */
function sendMediaLoss(call: Call, first: Participant, second: Participant): void {
  const event = { t: 'media' as const, call: call.id, lost: first.losesMedia || second.losesMedia };
  if (first.endpoint) sendEvent(first.endpoint, { ...event, participant: second.id });
  if (second.endpoint) sendEvent(second.endpoint, { ...event, participant: first.id });
}

/** Updates the capabilities that simulated Teams policies take away, and ends a screen share that is no longer allowed. */
function updatePolicies(call: Call, network: EmulatedNetwork): void {
  for (const participant of call.participants.values()) {
    const withheld = network.readWithheldCapabilities(participant.rawId);
    const isUnchanged = withheld.join() === participant.withheld.join();
    if (participant.presence !== 'Joined' || isUnchanged) continue;
    participant.withheld = withheld;
    sendContext(call, participant);
    if (!participant.state.screen || hasCapability(call, participant, 'shareScreen')) continue;
    participant.state = { ...participant.state, screen: false };
    announceParticipant(call, participant);
  }
}
