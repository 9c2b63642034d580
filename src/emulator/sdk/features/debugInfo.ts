import type { DebugInfoCallClientFeature, EnvironmentInfo } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';

/** What the SDK says about the browser. Only Chromium-family browsers are looked at closely here. */
export class EmuDebugInfo implements DebugInfoCallClientFeature {
  readonly name = 'DebugInfo';
  private readonly emitter = new Emitter('DebugInfoCallClientFeature', [
    'isCallClientActiveInAnotherTabChanged',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  /** Two windows of one person are two endpoints here, and both ring. */
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
