import packageJson from '../../package.json' with { type: 'json' };
import type { Environment } from '../../src/server/settings/configFault.ts';
import type { HourTarget } from './target.ts';

/** Describes the hour on Azure. README.md in this folder explains the variables. */
export function createAzureTarget(env: Environment): HourTarget {
  return {
    name: 'azure',
    env,
    appOrigin: env['HOUR_APP_ORIGIN'],
    inputs: {
      threadId: env['HOUR_THREAD_ID'] || null,
      meetingLink: env['HOUR_MEETING_LINK'] || null,
      phoneNumber: env['HOUR_PHONE_NUMBER'] || null,
      hasGuest: env['HOUR_GUEST'] === 'yes',
    },
    sdkVersion: packageJson.dependencies['@azure/communication-calling'],
    modules: null,
    timeoutMs: 60_000,
    talkMs: 5_000,
    // 20 presses in 30 s, as in issue 29391 of azure-sdk-for-js.
    betweenMutesMs: 1_500,
    emulator: null,
    close: async () => undefined,
  };
}
