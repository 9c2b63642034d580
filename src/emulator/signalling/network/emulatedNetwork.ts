import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { drawn } from '../../wire/callConditions.ts';
import type { ConditionStore } from '../../core/conditionStore.ts';
import type { Conditions } from '../../wire/conditions.ts';
import type { EndCode, PageConditions, Signal } from '../../wire/protocol.ts';
import { isLocalCandidate, filterCandidates } from './candidates.ts';
import type { SocketConditions } from '../sockets/emulatedSocket.ts';

/** What the conditions that are set do to a person's sockets, media and calls. */
export interface EmulatedNetwork {
  socketConditions(oid: string): SocketConditions;
  /** @returns the close code for a new socket, or `undefined` to let it in. */
  socketRefusal(oid: string): number | undefined;
  /** @returns what is left of a signal between two people; `null` for nothing. */
  relay(from: string, to: string, signal: Signal): Signal | null;
  /** @returns whether media of somebody gets lost. @param id a raw id. */
  losesMedia(id: string): boolean;
  /** @returns the answer that somebody's next call gets from whomever, counted; milliseconds. @param id a raw id. */
  nextCallRefusal(id: string): { end: EndCode; afterMs: number } | undefined;
  /** @returns what a page carries out by itself. */
  pageConditions(oid: string): PageConditions;
  /** @returns how long a step of a call's set-up takes, drawn anew each time; milliseconds. */
  setupMs(oid: string): number;
  /** @returns how long a page that was closed stays in its calls, when a condition says so; milliseconds. */
  closedPageMs(oid: string): number | undefined;
  /** @returns the capabilities that a policy takes away. @param id a raw id. */
  withheldCapabilities(id: string): readonly ParticipantCapabilityName[];
  /** Told of every change of the conditions. @returns the end of it. */
  watch(listener: () => void): () => void;
}

const none: readonly ParticipantCapabilityName[] = [];

const oidOf = (rawId: string): string => rawId.replace('8:orgid:', '');

export function createEmulatedNetwork(conditions: ConditionStore): EmulatedNetwork {
  const media = (id: string): Conditions['media'] => conditions.of(oidOf(id)).media;
  return {
    socketConditions(oid) {
      const { delaySignallingMs = 0, silentSignalling = false } = conditions.of(oid);
      return { delayMs: delaySignallingMs, isDead: silentSignalling };
    },
    socketRefusal: (oid) => conditions.of(oid).refuseSignalling,
    relay(from, to, signal) {
      const either = new Set([media(from), media(to)]);
      if (either.has('refused') && 'description' in signal) return null;
      // Where media is lost, neither side learns where the other one is: there is no way for a packet.
      return filterCandidates(signal, either.has('lost') ? () => false : isLocalCandidate);
    },
    losesMedia: (id) => media(id) === 'lost',
    nextCallRefusal(id) {
      const due = conditions.take('refuseCalls', oidOf(id));
      return due && { end: { code: due.code, subCode: due.subCode }, afterMs: due.afterMs ?? 0 };
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
    withheldCapabilities: (id) => conditions.of(oidOf(id)).withheldCapabilities ?? none,
    watch: (listener) => conditions.watch(listener),
  };
}
