/** How many unacknowledged messages one side keeps for the other. */
const limit = 2_000;

/**
 * Keeps what was sent until the other side says it has it, so that a lost socket loses nothing:
 * the new one begins by sending again what the other has not seen. Runs on both sides.
 */
export class Outbox<T> {
  private readonly kept: { n: number; message: T }[] = [];
  private next = 1;
  /** The last number received from the other side. */
  got = 0;

  /** @returns the message with its number, and keeps both. */
  add(message: T): { n: number; message: T } {
    const entry = { n: this.next++, message };
    this.kept.push(entry);
    return entry;
  }

  /** The other side has everything up to `n`. */
  acknowledge(n: number): void {
    while (this.kept[0] && this.kept[0].n <= n) this.kept.shift();
  }

  get pending(): readonly { n: number; message: T }[] {
    return this.kept;
  }

  /** More is waiting than a living client would leave unacknowledged. */
  get full(): boolean {
    return this.kept.length > limit;
  }

  /** @returns whether a message with this number is new here, and remembers that it came. */
  receive(n: number): boolean {
    if (n <= this.got) return false;
    this.got = n;
    return true;
  }
}
