/** How many unacknowledged messages one side keeps for the other, and how many characters of JSON in all. */
const limit = { messages: 2_000, characters: 4_000_000 };

interface Kept<T> {
  readonly n: number;
  readonly message: T;
  readonly characters: number;
}

/**
 * Keeps what was sent until the other side says it has it, so that a lost socket loses nothing:
 * the new one begins by sending again what the other has not seen. Runs on both sides.
 */
export class Outbox<T> {
  private readonly kept: Kept<T>[] = [];
  private characters = 0;
  private next = 1;
  /** The last number received from the other side. */
  got = 0;

  /** @returns the message with its number, and keeps both. */
  add(message: T): { n: number; message: T } {
    const entry = { n: this.next++, message, characters: JSON.stringify(message).length };
    this.kept.push(entry);
    this.characters += entry.characters;
    return entry;
  }

  /** The other side has everything up to `n`. */
  acknowledge(n: number): void {
    while (this.kept[0] && this.kept[0].n <= n) this.characters -= this.kept.shift()?.characters ?? 0;
  }

  get pending(): readonly { n: number; message: T }[] {
    return this.kept;
  }

  /** More is waiting than a living client would leave unacknowledged. */
  get full(): boolean {
    return this.kept.length > limit.messages || this.characters > limit.characters;
  }

  /** The other side is gone for good: nothing is kept for it any more. */
  clear(): void {
    this.kept.length = 0;
    this.characters = 0;
  }

  /** @returns whether a message with this number is new here, and remembers that it came. */
  receive(n: number): boolean {
    if (n <= this.got) return false;
    this.got = n;
    return true;
  }
}
