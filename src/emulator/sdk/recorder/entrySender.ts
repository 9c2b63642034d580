import { isDecided, observer, pageId, setRecording, type PageEntry } from '../base/recording.ts';
import { getEmulatorOrigin } from '../base/service.ts';

/** The emulator refuses longer bodies than 64 KiB. Characters may take several bytes. */
const maxBatchCharacters = 20_000;
/** While the network is gone, or the emulator has not said whether it records, the page keeps this many entries. */
const maxWaitingEntries = 5_000;

/**
 * Sends entries to the emulator, one request after another. While a request is under way, further entries wait and form the next
 * batch. There are no timers, because a test may have stopped the page's clock.
 */
export class EntrySender {
  /** The JSON texts of entries that wait. */
  private readonly waiting: string[] = [];
  private isSending = false;

  constructor() {
    addEventListener('online', () => void this.send());
    addEventListener('pagehide', () => this.sendLast());
  }

  add(entry: PageEntry): void {
    let text = JSON.stringify({ at: performance.now(), ...entry });
    if (text.length > maxBatchCharacters)
      text = JSON.stringify({ at: performance.now(), ...entry, data: `too long: ${text.length} characters` });
    if (this.waiting.push(text) > maxWaitingEntries) this.waiting.shift();
    void this.send();
  }

  private async send(): Promise<void> {
    if (this.isSending || !isDecided || !navigator.onLine) return;
    if (!observer) this.waiting.length = 0;
    this.isSending = true;
    // What happens in the same task goes into the same batch.
    await Promise.resolve();
    try {
      while (this.waiting.length > 0) {
        const batch = this.takeBatch();
        const { recording } = await post(batch).catch((error: unknown) => {
          this.waiting.unshift(...batch);
          throw error;
        });
        if (!recording) setRecording(false);
      }
    } catch {
      // The emulator does not answer. The next entry tries again.
    } finally {
      this.isSending = false;
    }
  }

  private takeBatch(): string[] {
    let characters = 0;
    const count = this.waiting.findIndex((text) => (characters += text.length) > maxBatchCharacters);
    return this.waiting.splice(0, count === -1 ? this.waiting.length : Math.max(1, count));
  }

  /** Sends what is left, in a request that outlives the page. */
  private sendLast(): void {
    if (this.waiting.length > 0) navigator.sendBeacon(getAddress(), createBody(this.takeBatch()));
  }
}

const getAddress = () => `${getEmulatorOrigin()}/calling/trace`;

const createBody = (batch: readonly string[]): string =>
  `{"page":"${pageId}","sentAt":${performance.now()},"entries":[${batch.join(',')}]}`;

async function post(batch: readonly string[]): Promise<{ recording: boolean }> {
  const response = await fetch(getAddress(), { method: 'POST', body: createBody(batch) });
  return (await response.json()) as { recording: boolean };
}
