import { expect, it } from 'vitest';
import { capableBrowser } from '../fixtures/capableBrowser.ts';
import { findBrowserProblem } from './browserSupport.ts';

const capable = capableBrowser as unknown as Parameters<typeof findBrowserProblem>[0];

it('finds no problem in a browser with WebRTC, devices, cryptography and channels', () => {
  expect(findBrowserProblem(capable)).toBeNull();
});

it('names what an unsupported browser lacks', () => {
  const { RTCPeerConnection: _missing, ...withoutWebRtc } = capable;
  const problem = findBrowserProblem({ ...withoutWebRtc, navigator: {} });
  expect([problem?.code, problem?.detail]).toEqual([
    'browser-unsupported',
    'RTCPeerConnection navigator.mediaDevices',
  ]);
});

it('says that the page needs https before it blames the browser', () => {
  expect(findBrowserProblem({ isSecureContext: false, navigator: {} })?.code).toBe('page-not-secure');
});
