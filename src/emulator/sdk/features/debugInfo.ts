import type { DebugInfoCallClientFeature, EnvironmentInfo } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';

/** Browsers outside the Chromium family are called `other`, without a version. */
export function readEnvironmentInfo(): EnvironmentInfo {
  const browserVersion = /Chrom(?:e|ium)\/([\d.]+)/.exec(navigator.userAgent)?.[1] ?? '';
  const browser = browserVersion ? 'chrome' : 'other';
  const isSupported = 'RTCPeerConnection' in globalThis && 'mediaDevices' in navigator;
  return {
    environment: { platform: navigator.platform, browser, browserVersion },
    isSupportedPlatform: isSupported,
    isSupportedBrowser: isSupported,
    isSupportedBrowserVersion: isSupported,
    isSupportedEnvironment: isSupported,
  };
}

/** Information about the browser. */
export class EmuDebugInfo implements DebugInfoCallClientFeature {
  readonly name = 'DebugInfo';
  private readonly emitter = new Emitter('DebugInfoCallClientFeature', [
    'isCallClientActiveInAnotherTabChanged',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  /** Always `false`: in the emulator, calls ring in all tabs of a user. */
  readonly isCallClientActiveInAnotherTab = false;

  async getEnvironmentInfo(): Promise<EnvironmentInfo> {
    return readEnvironmentInfo();
  }

  dispose(): void {
    this.emitter.removeAllListeners();
  }
}
