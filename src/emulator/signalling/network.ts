import type { Conditions, ConditionStore } from '../conditions.ts';
import type { EndCode, Signal } from '../protocol.ts';
import { isLocal, keepCandidates } from './candidates.ts';
import type { Impairment } from './line.ts';

/** What the conditions that are set do to a person's sockets, media and calls. */
export interface Network {
  impairment(oid: string): Impairment;
  /** @returns the close code for a new socket, or `undefined` to let it in. */
  refuses(oid: string): number | undefined;
  /** @returns what is left of a signal between two people; `null` for nothing. */
  signal(from: string, to: string, signal: Signal): Signal | null;
  /** @returns whether media of somebody gets lost. @param id a raw id. */
  loses(id: string): boolean;
  /** @returns the answer that somebody's next call gets from whomever, counted; milliseconds. @param id a raw id. */
  answer(id: string): { end: EndCode; afterMs: number } | undefined;
  /** Told of every change of the conditions. @returns the end of it. */
  watch(listener: () => void): () => void;
}

const oidOf = (rawId: string): string => rawId.replace('8:orgid:', '');

export function createNetwork(conditions: ConditionStore): Network {
  const media = (id: string): Conditions['media'] => conditions.of(oidOf(id)).media;
  return {
    impairment(oid) {
      const { delaySignallingMs = 0, silentSignalling = false } = conditions.of(oid);
      return { delayMs: delaySignallingMs, dead: silentSignalling };
    },
    refuses: (oid) => conditions.of(oid).refuseSignalling,
    signal(from, to, signal) {
      const either = new Set([media(from), media(to)]);
      if (either.has('refused') && 'description' in signal) return null;
      // Where media is lost, neither side learns where the other one is: there is no way for a packet.
      return keepCandidates(signal, either.has('lost') ? () => false : isLocal);
    },
    loses: (id) => media(id) === 'lost',
    answer(id) {
      const due = conditions.take('refuseCalls', oidOf(id));
      return due && { end: { code: due.code, subCode: due.subCode }, afterMs: due.afterMs ?? 0 };
    },
    watch: (listener) => conditions.watch(listener),
  };
}
