import type { ParticipantCapabilityName } from '@azure/communication-calling';
import type { ConditionStore } from '../../core/conditionStore.ts';
import { chooseRandomMs } from '../../wire/callConditions.ts';
import type { Conditions } from '../../wire/conditions.ts';
import { pageConditionNames, type EndCode, type PageConditions, type Signal } from '../../wire/protocol.ts';
import { filterCandidates, isLocalCandidate } from './candidates.ts';

/** What the conditions in force do to a user's sockets. */
export interface SocketConditions {
  /** The delay of each frame (WebSocket message), in either direction. */
  readonly delayMs: number;
  /** Whether the network is dead. As with TCP, the socket stays open, and frames wait until the network is back. */
  readonly isDead: boolean;
}

/**
 * What the conditions in force do to a user's sockets, media and calls. A condition is a fault that a developer or a test
 * switches on, for one user or for everyone.
 */
export interface EmulatedNetwork {
  /** @param oid the user's object id, here and in the methods below. */
  readSocketConditions(oid: string): SocketConditions;
  /** @returns the close code with which new sockets of the user are refused; `undefined` if they are accepted. */
  readSocketRefusal(oid: string): number | undefined;
  /**
   * Drops the parts of a signal that do not get through the emulated network.
   * @returns the rest of the signal; `null` if nothing gets through.
   */
  filterSignal(senderRawId: string, receiverRawId: string, signal: Signal): Signal | null;
  /** @returns whether packets from and to this raw id get lost. */
  losesMedia(rawId: string): boolean;
  /**
   * Uses up one of the refusals that the condition `refuseCalls` asks for.
   * @returns the end reason of the caller's next call, and how long the call rings first; `undefined` if no condition
   * refuses the call.
   */
  consumeCallRefusal(callerRawId: string): { end: EndCode; afterMs: number } | undefined;
  /** @returns the conditions that the user's pages apply themselves. */
  readPageConditions(oid: string): PageConditions;
  /** @returns how many milliseconds the next step of call set-up takes: a random number in the range of `timing`. */
  chooseSetupDelayMs(oid: string): number;
  /** @returns how many milliseconds a closed page stays in its calls; `undefined` if `closedPageStays` is not set. */
  readClosedPageMs(oid: string): number | undefined;
  /** @returns the capabilities that a policy takes away from this raw id. */
  readWithheldCapabilities(rawId: string): readonly ParticipantCapabilityName[];
  /**
   * Tells whether the condition `chatMembersOnly` keeps a person out of a call.
   * @param threadId the chat of the call; `null` for a call without one.
   */
  keepsOut(inviterRawId: string, inviteeRawId: string, threadId: string | null): boolean;
  /** @returns whether the user's calls go on only with tokens of the ACS resource with which the call agent connected. */
  keepsAcsResource(oid: string): boolean;
  /** Calls the listener after every change of the conditions. @returns a function that unsubscribes the listener. */
  subscribe(listener: () => void): () => void;
}

const noCapabilities: readonly ParticipantCapabilityName[] = [];

const toOid = (rawId: string): string => rawId.replace('8:orgid:', '');

/**
 * Creates the emulated network.
 * @param conditions the store whose conditions the network applies.
 * @param isChatMember tells whether a person is a member of a chat. By default, nobody is.
 */
export function createEmulatedNetwork(
  conditions: ConditionStore,
  isChatMember: (chatId: string, oid: string) => boolean = () => false,
): EmulatedNetwork {
  const readMediaCondition = (rawId: string): Conditions['media'] => conditions.read(toOid(rawId)).media;
  return {
    readSocketConditions(oid) {
      const { delaySignallingMs = 0, silentSignalling = false } = conditions.read(oid);
      return { delayMs: delaySignallingMs, isDead: silentSignalling };
    },
    readSocketRefusal: (oid) => conditions.read(oid).refuseSignalling,
    filterSignal(senderRawId, receiverRawId, signal) {
      const media = new Set([readMediaCondition(senderRawId), readMediaCondition(receiverRawId)]);
      if (media.has('refused') && 'description' in signal) return null;
      // Without candidates, neither peer learns an address of the other peer, so no media packet can arrive.
      return filterCandidates(signal, media.has('lost') ? () => false : isLocalCandidate);
    },
    losesMedia: (rawId) => readMediaCondition(rawId) === 'lost',
    consumeCallRefusal(callerRawId) {
      const refusal = conditions.consumeOnce('refuseCalls', toOid(callerRawId));
      if (!refusal) return undefined;
      const { code, subCode, afterMs = 0 } = refusal;
      return { end: { code, subCode }, afterMs };
    },
    readPageConditions(oid) {
      const conditionsInForce = conditions.read(oid);
      const entries = pageConditionNames.map((name) => [name, conditionsInForce[name]]);
      return Object.fromEntries(entries.filter(([, value]) => value)) as PageConditions;
    },
    chooseSetupDelayMs: (oid) => chooseRandomMs(conditions.read(oid).timing?.callSetupMs),
    readClosedPageMs: (oid) => conditions.read(oid).closedPageStays?.forMs,
    readWithheldCapabilities: (rawId) => conditions.read(toOid(rawId)).withheldCapabilities ?? noCapabilities,
    keepsOut(inviterRawId, inviteeRawId, threadId) {
      if (!conditions.read(toOid(inviterRawId)).chatMembersOnly || !inviteeRawId.startsWith('8:'))
        return false;
      return threadId === null || !isChatMember(threadId, toOid(inviteeRawId));
    },
    keepsAcsResource: (oid) => conditions.read(oid).callsKeepAcsResource ?? false,
    subscribe: (listener) => conditions.subscribe(listener),
  };
}
