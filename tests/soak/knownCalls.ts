import type { Call } from '../../src/emulator/controls/views.ts';

/** What the walk remembers of a call, also after its end. */
interface KnownCall {
  readonly kind: Call['kind'];
  readonly names: ReadonlySet<string>;
  /** The first and the last time at which the call existed, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly seenAt: number;
}

/** Milliseconds after which an unanswered call ends. */
const ringTimeoutMs = 90_000;

/** The app writes phone numbers with spaces, the signalling server writes them without. */
const removeSpaces = (text: string): string => text.replaceAll(/\s/g, '');

/** Whether a text of the screen, for example the title of a call, names a participant. */
export const isNamedIn = (name: string, text: string): boolean =>
  name.length > 0 && removeSpaces(text).includes(removeSpaces(name));

/** The calls that the signalling server has had during the run, by their ids. */
export class KnownCalls {
  private readonly calls = new Map<string, KnownCall>();
  private readonly names = new Set<string>();

  update(calls: readonly Call[]): void {
    for (const { call, kind, participants } of calls) {
      const names = participants.map(({ name }) => name);
      for (const name of names) this.names.add(name);
      const known = this.calls.get(call);
      this.calls.set(call, {
        kind: known?.kind ?? kind,
        names: new Set([...(known?.names ?? []), ...names]),
        startedAt: known?.startedAt ?? Date.now(),
        seenAt: Date.now(),
      });
    }
  }

  /** Notes a meeting that a page has joined. The page chooses the id, which the server does not show. */
  addMeeting(id: string): void {
    this.calls.set(id, { kind: 'meeting', names: new Set(), startedAt: Date.now(), seenAt: Date.now() });
  }

  /**
   * Whether a text on the screen may name a call. A text without a known name, for example an id, may name every call.
   * @param ownName the name of the user, which no title contains
   */
  mayName(text: string, id: string, ownName: string): boolean {
    const call = this.calls.get(id);
    const named = [...this.names].filter((name) => name !== ownName && isNamedIn(name, text));
    if (!call || named.length === 0) return true;
    return named.some((name) => call.names.has(name));
  }

  /** Whether the same two people had another call at nearly the same time. If both call, the apps end one of the calls. */
  isCrossed(id: string): boolean {
    const call = this.calls.get(id);
    if (call?.kind !== 'oneToOne') return false;
    return [...this.calls].some(
      ([otherId, other]) =>
        otherId !== id &&
        other.kind === 'oneToOne' &&
        Math.abs(other.startedAt - call.startedAt) < ringTimeoutMs &&
        Math.abs(other.seenAt - call.seenAt) < 20_000 &&
        [...call.names].every((name) => other.names.has(name)),
    );
  }

  describe(id: string): string {
    const call = this.calls.get(id);
    return call ? `${call.kind} with ${[...call.names].join(' and ')}` : 'an unknown call';
  }
}
