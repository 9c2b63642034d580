import type { TeamsCall } from '@azure/communication-calling';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CallTools } from '../../calling/call/feature.ts';
import { screenShare } from './screenShare.ts';

const network = { getLatest: () => ({}) };
const features: Record<string, unknown> = {
  Capabilities: { capabilities: { shareScreen: { isPresent: true, reason: 'Capable' } } },
  UserFacingDiagnostics: { network },
};
const tools = {
  sdk: {
    Features: { Capabilities: 'Capabilities', UserFacingDiagnostics: 'UserFacingDiagnostics' },
    DiagnosticQuality: { Good: 1, Poor: 2, Bad: 3 },
  },
} as unknown as CallTools;

// The availability depends on whether the browser is online.
beforeEach(() => vi.stubGlobal('navigator', { onLine: true }));
afterEach(() => vi.unstubAllGlobals());

it.each([
  ['Connected', 'yes'],
  ['LocalHold', 'notConnected'],
  ['RemoteHold', 'notConnected'],
  ['Ringing', 'notConnected'],
] as const)(
  'in the call state %s, reports the availability of sharing as %s',
  (state, expectedAvailability) => {
    const call = {
      state,
      isScreenSharingOn: false,
      feature: (name: string) => features[name],
    } as unknown as TeamsCall;
    expect(screenShare.read(call, tools).availability).toBe(expectedAvailability);
  },
);
