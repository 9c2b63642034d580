import type { MediaDiagnosticType } from '@azure/communication-calling';
import { findLoss } from '../devices/deviceFaults.ts';

/** Receives the media diagnostics of a call. The class `Diagnostics` implements it. */
export interface MediaDiagnosticSink {
  set(diagnostic: MediaDiagnosticType, value: boolean): void;
}

/** If a camera has not opened after this time, it does not work, or the user has not answered the browser's question. */
const openTimeoutMs = 10_000;

/** The diagnostics of each kind of capture. `denied`: refused by the user or the system. `stopped`: by itself. */
const namesBySlot = {
  video: {
    denied: 'cameraPermissionDenied',
    failed: 'cameraStartFailed',
    stopped: 'cameraStoppedUnexpectedly',
  },
  screen: {
    denied: 'screenshareRecordingDisabled',
    failed: 'capturerStartFailed',
    stopped: 'capturerStoppedUnexpectedly',
  },
} as const satisfies Record<string, Record<string, MediaDiagnosticType>>;

/** Sets the diagnostics of one opening of a camera or a captured screen. */
export class CaptureDiagnostics {
  private readonly diagnostics: MediaDiagnosticSink;
  private readonly slot: 'video' | 'screen';
  private readonly openTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(diagnostics: MediaDiagnosticSink, slot: 'video' | 'screen') {
    this.diagnostics = diagnostics;
    this.slot = slot;
    if (slot === 'video')
      this.openTimer = setTimeout(() => diagnostics.set('cameraStartTimedOut', true), openTimeoutMs);
  }

  stopTimeout(): void {
    clearTimeout(this.openTimer);
  }

  setStarted(): void {
    for (const name of Object.values(namesBySlot[this.slot])) this.diagnostics.set(name, false);
    if (this.slot === 'video') this.diagnostics.set('cameraStartTimedOut', false);
  }

  setStopped(): void {
    const isDenied = this.slot === 'video' && findLoss('camera') === 'denied';
    this.diagnostics.set(namesBySlot[this.slot][isDenied ? 'denied' : 'stopped'], true);
  }

  /** @param cause what the browser threw. */
  setFailed(cause: unknown): void {
    const isRefused = cause instanceof DOMException && cause.name === 'NotAllowedError';
    // A screen counts as denied only if the system (macOS) refuses it. Then Chrome's message says "by system".
    const isDenied = isRefused && (this.slot === 'video' || /by system/i.test(cause.message));
    this.diagnostics.set(namesBySlot[this.slot][isDenied ? 'denied' : 'failed'], true);
  }
}
