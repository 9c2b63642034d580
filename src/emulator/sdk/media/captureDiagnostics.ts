import type { MediaDiagnosticType } from '@azure/communication-calling';

/** Receives the media diagnostics of a call. */
export interface MediaDiagnosticSink {
  set(diagnostic: MediaDiagnosticType, value: boolean): void;
}

/** A camera that delivers no frame within this time is not working, or the user has not answered the browser yet. */
const openTimeoutMs = 10_000;

/** Sets the diagnostics about opening and losing a camera or a screen. */
export interface CaptureDiagnostics {
  /** The device is being opened. @returns the function to call when it is open or has failed. */
  opening(): () => void;
  started(): void;
  /** The capture ended although the app did not stop it. */
  stopped(): void;
  failed(cause: unknown): void;
}

export const captureDiagnostics = (
  diagnostics: MediaDiagnosticSink,
  slot: 'video' | 'screen',
): CaptureDiagnostics => (slot === 'video' ? ofCamera(diagnostics) : ofScreen(diagnostics));

const ofCamera = (diagnostics: MediaDiagnosticSink): CaptureDiagnostics => ({
  opening() {
    const timer = setTimeout(() => diagnostics.set('cameraStartTimedOut', true), openTimeoutMs);
    return () => clearTimeout(timer);
  },
  started() {
    diagnostics.set('cameraPermissionDenied', false);
    diagnostics.set('cameraStartFailed', false);
    diagnostics.set('cameraStartTimedOut', false);
    diagnostics.set('cameraStoppedUnexpectedly', false);
  },
  stopped() {
    diagnostics.set('cameraStoppedUnexpectedly', true);
  },
  failed(cause) {
    diagnostics.set(isRefusal(cause) ? 'cameraPermissionDenied' : 'cameraStartFailed', true);
  },
});

const ofScreen = (diagnostics: MediaDiagnosticSink): CaptureDiagnostics => ({
  opening: () => () => undefined,
  started() {
    diagnostics.set('screenshareRecordingDisabled', false);
    diagnostics.set('capturerStartFailed', false);
    diagnostics.set('capturerStoppedUnexpectedly', false);
  },
  stopped() {
    diagnostics.set('capturerStoppedUnexpectedly', true);
  },
  failed(cause) {
    // With these words Chrome on macOS says that the system refused, and not the user.
    const bySystem = isRefusal(cause) && /by system/i.test((cause as DOMException).message);
    diagnostics.set(bySystem ? 'screenshareRecordingDisabled' : 'capturerStartFailed', true);
  },
});

const isRefusal = (cause: unknown): boolean =>
  cause instanceof DOMException && cause.name === 'NotAllowedError';
