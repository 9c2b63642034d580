import type { ParticipantCapabilityName } from '@azure/communication-calling';
import type { ConditionStore } from '../../core/conditionStore.ts';
import { drawn } from '../../wire/callConditions.ts';
import type { Conditions } from '../../wire/conditions.ts';
import type { EndCode, PageConditions, Signal } from '../../wire/protocol.ts';
import { filterCandidates, isLocalCandidate } from './candidates.ts';

/** The conditions of a user's sockets. */
export interface SocketConditions {
  /** Milliseconds by which each frame is delayed, in either direction. */
  readonly delayMs: number;
  /** Whether frames wait until the network is back, as with TCP; the socket stays open. */
  readonly isDead: boolean;
}

/** What the conditions in force do to a user's sockets, media and calls. */
export interface EmulatedNetwork {
  socketConditions(oid: string): SocketConditions;
  /** @returns the code with which a new socket is closed; `undefined` lets it in. */
  socketRefusal(oid: string): number | undefined;
  /**
   * @param from and `to`: the raw ids of sender and receiver.
   * @returns what gets through of a signal; `null` for nothing.
   */
  relay(from: string, to: string, signal: Signal): Signal | null;
  /** @returns whether packets from and to this raw id get lost. */
  losesMedia(rawId: string): boolean;
  /** Takes the answer that a condition gives to this caller's next call. */
  nextCallRefusal(rawId: string): { end: EndCode; afterMs: number } | undefined;
  /** @returns the conditions that the user's pages apply themselves. */
  pageConditions(oid: string): PageConditions;
  /** @returns how many milliseconds a step of call set-up takes; random within the range of the condition. */
  setupMs(oid: string): number;
  /** @returns how many milliseconds a closed page stays in its calls; `undefined` without such a condition. */
  closedPageMs(oid: string): number | undefined;
  /** @returns the capabilities that a policy takes away from this raw id. */
  withheldCapabilities(rawId: string): readonly ParticipantCapabilityName[];
  /** Calls the listener after every change of the conditions. @returns the function that unsubscribes it. */
  watch(listener: () => void): () => void;
}

const none: readonly ParticipantCapabilityName[] = [];

const oidOf = (rawId: string): string => rawId.replace('8:orgid:', '');

export function createEmulatedNetwork(conditions: ConditionStore): EmulatedNetwork {
  const mediaCondition = (rawId: string): Conditions['media'] => conditions.of(oidOf(rawId)).media;
  return {
    socketConditions(oid) {
      const { delaySignallingMs = 0, silentSignalling = false } = conditions.of(oid);
      return { delayMs: delaySignallingMs, isDead: silentSignalling };
    },
    socketRefusal: (oid) => conditions.of(oid).refuseSignalling,
    relay(from, to, signal) {
      const media = new Set([mediaCondition(from), mediaCondition(to)]);
      if (media.has('refused') && 'description' in signal) return null;
      // Without candidates neither side learns an address of the other, so no packet can arrive.
      return filterCandidates(signal, media.has('lost') ? () => false : isLocalCandidate);
    },
    losesMedia: (rawId) => mediaCondition(rawId) === 'lost',
    nextCallRefusal(rawId) {
      const refusal = conditions.take('refuseCalls', oidOf(rawId));
      return (
        refusal && {
          end: { code: refusal.code, subCode: refusal.subCode },
          afterMs: refusal.afterMs ?? 0,
        }
      );
    },
    pageConditions(oid) {
      const { eventDelivery, rendererFails, holdFails, resumeFails } = conditions.of(oid);
      return {
        ...(eventDelivery && { eventDelivery }),
        ...(rendererFails && { rendererFails }),
        ...(holdFails && { holdFails }),
        ...(resumeFails && { resumeFails }),
      };
    },
    setupMs: (oid) => drawn(conditions.of(oid).timing?.callSetupMs),
    closedPageMs: (oid) => conditions.of(oid).closedPageStays?.forMs,
    withheldCapabilities: (rawId) => conditions.of(oidOf(rawId)).withheldCapabilities ?? none,
    watch: (listener) => conditions.watch(listener),
  };
}
