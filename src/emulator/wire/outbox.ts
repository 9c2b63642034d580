/** Unacknowledged messages that one side stores for the other, and their characters of JSON in all. */
const limit = { messages: 2_000, characters: 4_000_000 };

interface Entry<T> {
  readonly n: number;
  readonly message: T;
  readonly characters: number;
}

/**
 * Stores sent messages until the other side acknowledges them. A lost socket then loses nothing: the next socket begins
 * with the messages that the other side has not received. Server and drop-in SDK both use it.
 */
export class Outbox<T> {
  private readonly entries: Entry<T>[] = [];
  private characters = 0;
  private next = 1;
  /** The number of the last message received from the other side. */
  got = 0;

  /** Stores a message. @returns it with its number. */
  add(message: T): { n: number; message: T } {
    const entry = { n: this.next++, message, characters: JSON.stringify(message).length };
    this.entries.push(entry);
    this.characters += entry.characters;
    return entry;
  }

  /** Forgets the messages up to `n`, which the other side has received. */
  acknowledge(n: number): void {
    while (this.entries[0] && this.entries[0].n <= n)
      this.characters -= this.entries.shift()?.characters ?? 0;
  }

  /** The messages that are not acknowledged, the oldest first. */
  get pending(): readonly { n: number; message: T }[] {
    return this.entries;
  }

  /** Whether more is stored than a client that works would leave unacknowledged. */
  get full(): boolean {
    return this.entries.length > limit.messages || this.characters > limit.characters;
  }

  /** Forgets all messages, because the other side is gone for good. */
  clear(): void {
    this.entries.length = 0;
    this.characters = 0;
  }

  /** Records that a message was received. @returns whether it is new; a resent message is not. */
  receive(n: number): boolean {
    if (n <= this.got) return false;
    this.got = n;
    return true;
  }
}
