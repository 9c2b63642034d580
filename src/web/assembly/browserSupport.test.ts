import { expect, it } from 'vitest';
import { capableBrowser } from '../fixtures/capableBrowser.ts';
import { findBrowserProblem } from './browserSupport.ts';

const capable = capableBrowser as unknown as Parameters<typeof findBrowserProblem>[0];

it('finds no problem in a capable browser, and names what another browser lacks', () => {
  expect(findBrowserProblem(capable)).toBeNull();
  const { RTCPeerConnection: _missing, ...withoutWebRtc } = capable;
  const detail = 'RTCPeerConnection navigator.mediaDevices';
  const problem = findBrowserProblem({ ...withoutWebRtc, navigator: {} });
  expect(problem).toMatchObject({ code: 'browser-unsupported', detail });
});

it('says that the page needs https before it blames the browser', () => {
  expect(findBrowserProblem({ isSecureContext: false, navigator: {} })?.code).toBe('page-not-secure');
});
