import { startEmulator } from '../../src/emulator/emulator.ts';
import { contosoClientId, signIn } from '../../src/emulator/testing/signIn.ts';
import type { Environment } from '../../src/server/settings/environment.ts';

/** The emulator, in place of Azure. */
export interface StandIn {
  /** The environment variables of the live check, with values for the emulator. */
  readonly env: Environment;
  close(): Promise<void>;
}

/** Starts the emulator in place of Azure, and signs in Alice, Bob and Carol as a browser does. */
export async function startStandIn(): Promise<StandIn> {
  const emulator = await startEmulator();
  const { url, connectionString } = emulator;
  const fetchToken = async (name: string, scope?: string) => {
    const attempt = { url, ...(scope ? { scope } : {}) };
    return (await signIn(attempt, `${name}@fabrikam.example`)).access_token;
  };
  return {
    env: {
      ACS_CONNECTION_STRING: connectionString,
      TEST_ALICE_A1: await fetchToken('alice'),
      TEST_BOB_A1: await fetchToken('bob'),
      TEST_CAROL_A1: await fetchToken('carol'),
      TEST_ALICE_A2: await fetchToken(
        'alice',
        `openid profile offline_access api://${contosoClientId}/access_as_user`,
      ),
      API_CLIENT_ID: contosoClientId,
      ALLOWED_TENANTS: 'f1111111-1111-4111-8111-111111111111',
      ENTRA_AUTHORITY: url,
      TEST_THREAD_ID: '19:live-check@thread.v2',
      TEST_MEETING_LINK: `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent('19:meeting_LiveCheck@thread.v2')}/0`,
      TEST_CALLING_MODULE: `${url}/calling.js`,
      TEST_CALLING_COMMON: `${url}/common.js`,
    },
    close: () => emulator.stop(),
  };
}
