import type { RecordingState } from '../../core/recorder/recorder.ts';
import { forgetSecret, loadSecret } from '../../controls/page/secret.ts';

/** How often the page asks for new entries, in milliseconds. */
const pollMs = 1_000;

interface LiveHandlers {
  /** Called with the text of the trace whenever it has changed, and the state of the recorder. */
  readonly onTrace: (text: string, state: RecordingState) => void;
  /** Called when the emulator refuses the secret, or there is none. */
  readonly onLocked: (reason: string) => void;
  readonly onUnreachable: () => void;
}

/** Follows the trace that the emulator records. */
export class LiveTrace {
  private readonly handlers: LiveHandlers;
  private text = '';
  private lines = 0;
  private startedAt = '';
  private wasOn: boolean | undefined;
  private isStopped = false;

  constructor(handlers: LiveHandlers) {
    this.handlers = handlers;
  }

  stop(): void {
    this.isStopped = true;
  }

  async follow(): Promise<void> {
    while (!this.isStopped) {
      try {
        if (loadSecret() === null) return this.handlers.onLocked('');
        await this.readOnce();
      } catch (error) {
        if (error instanceof RefusedError) {
          forgetSecret();
          return this.handlers.onLocked('This is not the secret of the emulator that runs now.');
        }
        this.handlers.onUnreachable();
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  async setOn(on: boolean): Promise<void> {
    await request('recording', { method: 'POST', body: JSON.stringify({ on }) });
    await this.readOnce();
  }

  private async readOnce(): Promise<void> {
    const state = (await (await request('recording')).json()) as RecordingState;
    const isAnother = state.startedAt !== this.startedAt || state.lines + state.forgotten < this.lines;
    if (isAnother) this.lines = 0;
    const total = state.lines + state.forgotten;
    if (this.lines === total && this.wasOn === state.on && !isAnother) return;
    const added = await (await request(`recording/trace?after=${this.lines}`)).text();
    // Each answer begins with the header.
    this.text = this.lines === 0 ? added : this.text + added.slice(added.indexOf('\n') + 1);
    this.startedAt = state.startedAt;
    this.wasOn = state.on;
    // More lines may have come since the state was read. They are counted, so that the next request leaves them out.
    this.lines = state.forgotten + countLines(this.text) - 1;
    if (!this.isStopped) this.handlers.onTrace(this.text, state);
  }
}

const countLines = (text: string): number => text.split('\n').length - 1;

class RefusedError extends Error {}

/** @throws RefusedError for a wrong secret; TypeError if the emulator does not answer. */
async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { 'x-emulator-secret': loadSecret() ?? '', 'content-type': 'application/json' };
  const response = await fetch(`/emulator/${path}`, { ...init, headers });
  if (response.status === 401) throw new RefusedError();
  return response;
}
