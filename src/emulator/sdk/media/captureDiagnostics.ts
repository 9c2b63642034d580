import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';

/** A camera that has given no picture by then is in a bad state; or a person still reads the browser's question. */
const openWithin = 10_000;

type Media = Diagnostics<MediaDiagnosticType>;

/** What the diagnostics say of opening, losing and failing to open a camera or a screen. */
export interface PictureDiagnostics {
  /** It is being opened. @returns what to call when that is over. */
  opening(): () => void;
  started(): void;
  /** It ended by itself. */
  stopped(): void;
  failed(cause: unknown): void;
}

export const pictureDiagnostics = (diagnostics: Media, lane: 'video' | 'screen'): PictureDiagnostics =>
  lane === 'video' ? ofCamera(diagnostics) : ofScreen(diagnostics);

const ofCamera = (diagnostics: Media): PictureDiagnostics => ({
  opening() {
    const timer = setTimeout(() => diagnostics.set('cameraStartTimedOut', true), openWithin);
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

const ofScreen = (diagnostics: Media): PictureDiagnostics => ({
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
    // How Chrome on macOS says that it was the system, and not the person, who refused.
    const bySystem = isRefusal(cause) && /by system/i.test((cause as DOMException).message);
    diagnostics.set(bySystem ? 'screenshareRecordingDisabled' : 'capturerStartFailed', true);
  },
});

const isRefusal = (cause: unknown): boolean =>
  cause instanceof DOMException && cause.name === 'NotAllowedError';
