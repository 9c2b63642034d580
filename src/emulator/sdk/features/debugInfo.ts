import type { DebugInfoCallClientFeature, EnvironmentInfo } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';

/**
 * Information about the browser. It recognizes only browsers of the Chromium family. All other browsers are called `other`.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/debuginfocallclientfeature
 */
export class EmuDebugInfo implements DebugInfoCallClientFeature {
  readonly name = 'DebugInfo';
  private readonly emitter = new Emitter('DebugInfoCallClientFeature', [
    'isCallClientActiveInAnotherTabChanged',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  /** Always `false`: to the emulator, two tabs of a user are two endpoints, and calls ring in both tabs. */
  readonly isCallClientActiveInAnotherTab = false;

  async getEnvironmentInfo(): Promise<EnvironmentInfo> {
    const browserVersion = /Chrom(?:e|ium)\/([\d.]+)/.exec(navigator.userAgent)?.[1] ?? '';
    const isSupported = 'RTCPeerConnection' in globalThis && 'mediaDevices' in navigator;
    return {
      environment: {
        platform: navigator.platform,
        browser: browserVersion ? 'chrome' : 'other',
        browserVersion,
      },
      isSupportedPlatform: isSupported,
      isSupportedBrowser: isSupported,
      isSupportedBrowserVersion: isSupported,
      isSupportedEnvironment: isSupported,
    };
  }

  dispose(): void {
    this.emitter.removeAllListeners();
  }
}
