import type { TeamsCall } from '@azure/communication-calling';
import { createIdentifierFromRawId } from '@azure/communication-common';
import { beforeEach, expect, it, vi } from 'vitest';
import type { CallTools } from '../../calling/call/feature.ts';
import { createSimulatedFeatures, simulatedSdk } from '../../fixtures/simulatedFeatures.ts';
import { screenShare } from './screenShare.ts';

// The availability depends on whether the browser is online and can share.
beforeEach(() => vi.stubGlobal('navigator', { onLine: true, mediaDevices: { getDisplayMedia() {} } }));

/** Creates the feature in a call that has these members. */
function createInCall(members: object) {
  const features = createSimulatedFeatures(() => ({}));
  const feature = (name: keyof typeof features) => features[name];
  return screenShare.create({
    call: { isScreenSharingOn: false, remoteParticipants: [], feature, ...members } as unknown as TeamsCall,
    tools: { sdk: simulatedSdk } as unknown as CallTools,
    onChange: () => {},
    watch: () => {},
    atEnd: () => {},
  });
}

it.each([
  ['Connected', 'yes'],
  ['LocalHold', 'notConnected'],
  ['RemoteHold', 'notConnected'],
  ['Ringing', 'notConnected'],
])('in the call state %s, reports the availability of sharing as %s', (state, expectedAvailability) => {
  expect(createInCall({ state }).read().availability).toBe(expectedAvailability);
});

it('offers no sharing while only telephones are in the call', () => {
  const readWith = (...rawIds: string[]) => {
    const remoteParticipants = rawIds.map((rawId) => ({ identifier: createIdentifierFromRawId(rawId) }));
    return createInCall({ state: 'Connected', remoteParticipants }).read().availability;
  };
  expect(readWith('4:+14255550100', '4:+14255550101')).toBe('telephone');
  expect(readWith('4:+14255550100', '8:orgid:b0000000-0000-4000-8000-00000000000b')).toBe('yes');
});

it('offers no sharing in a browser that cannot share, as on phones', () => {
  vi.stubGlobal('navigator', { onLine: true, mediaDevices: {} });
  expect(createInCall({ state: 'Connected' }).read().availability).toBe('browser');
});

const sdkName = 'CallingCommunicationError';
const bySystem = 'Permission denied by system';
it.each([
  ['a user who cancels', { name: 'NotAllowedError', message: 'Permission denied' }, undefined],
  ['a user who cancels, as the SDK says it', { name: sdkName, code: 403, subCode: 43001 }, undefined],
  ['B16: a system that refuses', { name: 'NotAllowedError', message: bySystem }, 'screen-not-shared'],
  [
    'B16: a system that refuses, as the SDK says it',
    { name: sdkName, message: bySystem, code: 403, subCode: 43001 },
    'screen-not-shared',
  ],
  ['B16: a role that forbids it', { name: sdkName, code: 403, subCode: 0 }, 'screen-not-allowed'],
  ['a browser without a screen', { name: sdkName, code: 500, subCode: 43002 }, 'screen-not-shared'],
])('after %s, reports the right problem', async (_situation, properties, expectedProblem) => {
  const cause = Object.assign(new Error('Failed to start screen share.'), properties);
  const result = await createInCall({ startScreenSharing: () => Promise.reject(cause) }).run?.();
  expect(result && !result.ok ? result.problem.code : undefined).toBe(expectedProblem);
});
