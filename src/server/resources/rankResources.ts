import { hash } from 'node:crypto';
import type { Caller } from '../auth/caller.ts';

/** 64 bits of a text's hash, as two unsigned numbers of 32 bits each. */
type Words = readonly [number, number];

function hashText(text: string): Words {
  const digest = hash('sha256', text, 'buffer');
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

/** Mixes the bits of a word, by the last step of MurmurHash3: if one bit changes, about half of the result's bits change. */
function mix(word: number): number {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}

/** Computes the score of a resource for a person, a number below 2 ** 32. */
const score = (personHash: Words, resourceHash: Words): number =>
  mix(mix(personHash[0] ^ resourceHash[0]) ^ personHash[1] ^ resourceHash[1]);

/**
 * Creates the function that ranks resources for a person, the first choice first (rendezvous hashing). The ranking
 * depends only on the person's ids and the resources' names, so all replicas agree without asking each other. Each resource is the
 * first choice of an equal share of all people. A new resource takes over its share, and everybody else keeps their first
 * choice. The people of a removed resource spread over all others.
 *
 * @param names the names of the resources, all different, in any order
 * @returns for a person, the indexes of `names`
 * @see https://www.microsoft.com/en-us/research/wp-content/uploads/2017/02/HRW98.pdf Thaler and Ravishankar, "Using
 *   name-based mappings to increase hit rates"
 */
export function createRanking(names: readonly string[]): (person: Caller) => number[] {
  const resourceHashes = names.map(hashText);
  return ({ tid, oid }) => {
    const personHash = hashText(`${tid} ${oid}`);
    const scores = resourceHashes.map((resourceHash) => score(personHash, resourceHash));
    const indexes = names.map((_name, index) => index);
    return indexes.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  };
}
