import type { DebugInfoCallClientFeature, EnvironmentInfo } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';

/**
 * Information about the browser. It names only browsers of the Chromium family.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/debuginfocallclientfeature
 */
export class EmuDebugInfo implements DebugInfoCallClientFeature {
  readonly name = 'DebugInfo';
  private readonly emitter = new Emitter('DebugInfoCallClientFeature', [
    'isCallClientActiveInAnotherTabChanged',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  /** Always `false`: here two tabs of a user are two endpoints, and calls ring in both. */
  readonly isCallClientActiveInAnotherTab = false;

  async getEnvironmentInfo(): Promise<EnvironmentInfo> {
    const browserVersion = /Chrom(?:e|ium)\/([\d.]+)/.exec(navigator.userAgent)?.[1] ?? '';
    const supported = 'RTCPeerConnection' in globalThis && 'mediaDevices' in navigator;
    return {
      environment: {
        platform: navigator.platform,
        browser: browserVersion ? 'chrome' : 'other',
        browserVersion,
      },
      isSupportedPlatform: supported,
      isSupportedBrowser: supported,
      isSupportedBrowserVersion: supported,
      isSupportedEnvironment: supported,
    };
  }

  dispose(): void {
    this.emitter.clear();
  }
}
