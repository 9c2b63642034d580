import type { MediaDiagnosticType } from '@azure/communication-calling';

/** Receives the media diagnostics of a call. The class `Diagnostics` implements it. */
export interface MediaDiagnosticSink {
  set(diagnostic: MediaDiagnosticType, value: boolean): void;
}

/**
 * If a camera has not opened within this time, `cameraStartTimedOut` is set. Either the camera does not work, or the user
 * has not answered the browser's question yet.
 */
const openTimeoutMs = 10_000;

/** Sets the diagnostics of a camera or a captured screen: that it opens too slowly, fails to open, or stops. */
export interface CaptureDiagnostics {
  /** Starts the time-out for opening. @returns the function to call when the capture is open or has failed. */
  onOpening(): () => void;
  /** Resets the diagnostics, because the capture is open. */
  onStarted(): void;
  /** Called when the capture ends although the app did not stop it. */
  onStoppedUnexpectedly(): void;
  /** @param cause the DOMException of the browser. */
  onFailed(cause: unknown): void;
}

export const createCaptureDiagnostics = (
  diagnostics: MediaDiagnosticSink,
  slot: 'video' | 'screen',
): CaptureDiagnostics =>
  slot === 'video' ? createCameraDiagnostics(diagnostics) : createScreenDiagnostics(diagnostics);

const createCameraDiagnostics = (diagnostics: MediaDiagnosticSink): CaptureDiagnostics => ({
  onOpening() {
    const timer = setTimeout(() => diagnostics.set('cameraStartTimedOut', true), openTimeoutMs);
    return () => clearTimeout(timer);
  },
  onStarted() {
    diagnostics.set('cameraPermissionDenied', false);
    diagnostics.set('cameraStartFailed', false);
    diagnostics.set('cameraStartTimedOut', false);
    diagnostics.set('cameraStoppedUnexpectedly', false);
  },
  onStoppedUnexpectedly() {
    diagnostics.set('cameraStoppedUnexpectedly', true);
  },
  onFailed(cause) {
    diagnostics.set(isPermissionDenied(cause) ? 'cameraPermissionDenied' : 'cameraStartFailed', true);
  },
});

const createScreenDiagnostics = (diagnostics: MediaDiagnosticSink): CaptureDiagnostics => ({
  onOpening: () => () => undefined,
  onStarted() {
    diagnostics.set('screenshareRecordingDisabled', false);
    diagnostics.set('capturerStartFailed', false);
    diagnostics.set('capturerStoppedUnexpectedly', false);
  },
  onStoppedUnexpectedly() {
    diagnostics.set('capturerStoppedUnexpectedly', true);
  },
  onFailed(cause) {
    // The words "by system" in Chrome's message mean that macOS, not the user, refused.
    const isDeniedBySystem = isPermissionDenied(cause) && /by system/i.test((cause as DOMException).message);
    diagnostics.set(isDeniedBySystem ? 'screenshareRecordingDisabled' : 'capturerStartFailed', true);
  },
});

const isPermissionDenied = (cause: unknown): boolean =>
  cause instanceof DOMException && cause.name === 'NotAllowedError';
