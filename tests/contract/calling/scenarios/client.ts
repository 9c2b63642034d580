import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';

/** Scenarios of a call client and its device manager, without a call. */
export const client: readonly Scenario[] = [
  {
    title:
      'the device manager preheats devices and releases them, and selecting a speaker raises an event until the listener is removed',
    docs: docs.manageVideo,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async ({ devices, log, waitUntil }) => {
        const speakers = await devices.getSpeakers();
        const otherSpeaker = speakers.find(({ id }) => id !== devices.selectedSpeaker?.id);
        const firstSpeaker = devices.selectedSpeaker;
        const listener = () => log.push('speaker');
        devices.on('selectedSpeakerChanged', listener);
        if (otherSpeaker) await devices.selectSpeaker(otherSpeaker);
        await waitUntil(() => devices.selectedSpeaker?.id === otherSpeaker?.id);
        await waitUntil(() => log.length === 1);
        devices.off('selectedSpeakerChanged', listener);
        if (firstSpeaker) await devices.selectSpeaker(firstSpeaker);
        await devices.startPreheatDevices({ audio: { preheat: true } });
        devices.stopPreheatDevices({ audio: true });
        return log;
      });
    },
    expected: ['speaker'],
  },
  {
    title:
      'a client reports whether it supports the browser, creates no agent for another kind of user, and none after it is disposed of',
    docs: docs.browsers,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async (api) => {
        const { sdk, catchErrorCode } = api;
        const client = new sdk.CallClient();
        const debugInfo = client.feature(sdk.Features.DebugInfo);
        const listener = () => undefined;
        debugInfo.on('isCallClientActiveInAnotherTabChanged', listener);
        debugInfo.off('isCallClientActiveInAnotherTabChanged', listener);
        const { isSupportedBrowser, environment } = await debugInfo.getEnvironmentInfo();
        const credential = {
          getToken: async () => ({ token: '', expiresOnTimestamp: 0 }),
          dispose: () => undefined,
        };
        const otherKindError = await catchErrorCode(() => client.createCallAgent(credential));
        debugInfo.dispose();
        await client.dispose();
        const disposedClientError = await catchErrorCode(() => client.createTeamsCallAgent(credential));
        return {
          featureName: debugInfo.name,
          isSupportedBrowser,
          browserType: typeof environment?.browser,
          isActiveInAnotherTabType: typeof debugInfo.isCallClientActiveInAnotherTab,
          refusesOtherKind: otherKindError !== 'no error',
          refusesAfterDispose: disposedClientError !== 'no error',
        };
      });
    },
    expected: {
      featureName: 'DebugInfo',
      isSupportedBrowser: true,
      browserType: 'string',
      isActiveInAnotherTabType: 'boolean',
      refusesOtherKind: true,
      refusesAfterDispose: true,
    },
  },
];
