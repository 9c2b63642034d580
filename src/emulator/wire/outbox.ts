/** An outbox is full when it stores more than this many messages, or more than this many characters of JSON in total. */
const limit = { messages: 2_000, characters: 4_000_000 };

interface Entry<T> {
  /** The message's number. Messages are counted from 1. */
  readonly n: number;
  readonly message: T;
  /** The length of the message as JSON. */
  readonly characters: number;
}

/** Stores sent messages until the other side acknowledges them, so that they can be sent again over a new WebSocket. */
export class Outbox<T> {
  private readonly entries: Entry<T>[] = [];
  private characters = 0;
  private nextNumber = 1;
  /** The number of the last message received from the other side. */
  lastReceived = 0;

  add(message: T): { n: number; message: T } {
    const entry = { n: this.nextNumber++, message, characters: JSON.stringify(message).length };
    this.entries.push(entry);
    this.characters += entry.characters;
    return entry;
  }

  /** Forgets the messages with the numbers up to `n`, which the other side has received. */
  acknowledge(n: number): void {
    while (this.entries[0] && this.entries[0].n <= n)
      this.characters -= this.entries.shift()?.characters ?? 0;
  }

  /** The messages that the other side has not acknowledged, the oldest first. */
  get unacknowledged(): readonly { n: number; message: T }[] {
    return this.entries;
  }

  /** Whether the outbox stores more than a working receiver would ever leave unacknowledged. */
  get isFull(): boolean {
    return this.entries.length > limit.messages || this.characters > limit.characters;
  }

  /** Forgets all messages, because the other side is gone for good. */
  clear(): void {
    this.entries.length = 0;
    this.characters = 0;
  }

  /** Records a received message. @returns `false` for a resent message that had arrived before. */
  recordReceived(n: number): boolean {
    if (n <= this.lastReceived) return false;
    this.lastReceived = n;
    return true;
  }
}
