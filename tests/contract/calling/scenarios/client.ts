import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';

/** What a client and its devices report and accept. */
export const client: readonly Scenario[] = [
  {
    title:
      'devices are preheated and released, and choosing a speaker raises an event until the listener is removed',
    docs: docs.manageVideo,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async ({ devices, log, until }) => {
        const speakers = await devices.getSpeakers();
        const other = speakers.find(({ id }) => id !== devices.selectedSpeaker?.id);
        const first = devices.selectedSpeaker;
        const listener = () => log.push('speaker');
        devices.on('selectedSpeakerChanged', listener);
        if (other) await devices.selectSpeaker(other);
        await until(() => devices.selectedSpeaker?.id === other?.id);
        await until(() => log.length === 1);
        devices.off('selectedSpeakerChanged', listener);
        if (first) await devices.selectSpeaker(first);
        await devices.startPreheatDevices({ audio: { preheat: true } });
        devices.stopPreheatDevices({ audio: true });
        return log;
      });
    },
    expected: ['speaker'],
  },
  {
    title:
      'the client says whether it supports this browser; it creates no agent of another kind, and none after it is disposed of',
    docs: docs.browsers,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async (here) => {
        const { sdk, refusal } = here;
        const client = new sdk.CallClient();
        const debug = client.feature(sdk.Features.DebugInfo);
        const listener = () => undefined;
        debug.on('isCallClientActiveInAnotherTabChanged', listener);
        debug.off('isCallClientActiveInAnotherTabChanged', listener);
        const { isSupportedBrowser, environment } = await debug.getEnvironmentInfo();
        const credential = {
          getToken: async () => ({ token: '', expiresOnTimestamp: 0 }),
          dispose: () => undefined,
        };
        const other = await refusal(() => client.createCallAgent(credential));
        debug.dispose();
        await client.dispose();
        const late = await refusal(() => client.createTeamsCallAgent(credential));
        return [
          debug.name,
          isSupportedBrowser,
          typeof environment?.browser,
          typeof debug.isCallClientActiveInAnotherTab,
          other === 'silent',
          late === 'silent',
        ];
      });
    },
    expected: ['DebugInfo', true, 'string', 'boolean', false, false],
  },
];
