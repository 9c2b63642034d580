import type { Directory } from '../../src/emulator/core/directory.ts';
import defaultDirectory from '../../src/emulator/directory/default.directory.json' with { type: 'json' };
import type { DirectoryFile } from '../../src/emulator/directory/schema.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { answerDeviceCode } from '../../src/emulator/testing/answerDeviceCode.ts';
import { contosoClientId } from '../../src/emulator/testing/signIn.ts';
import { emulatorVersion } from '../../src/emulator/version.ts';
import type { HourTarget, Operator, SignInName } from './target.ts';

/** The emulator in place of Azure, and a program in place of the person at the terminal. */
export interface StandIn {
  readonly target: HourTarget;
  readonly directory: Directory;
  /** Runs every step, and signs everyone in. @param print gets each line */
  createOperator(this: void, print: (line: string) => void): Operator;
  /** Posts to a control of the emulator, such as `conditions`. @param path the path under `/emulator/` */
  control(path: string, body: Readonly<Record<string, unknown>>): Promise<void>;
}

const upns: Readonly<Record<SignInName, string>> = {
  alice: 'alice@fabrikam.example',
  bob: 'bob@fabrikam.example',
  carol: 'carol@fabrikam.example',
  guest: 'gina_partner.example#EXT#@fabrikam.example',
};

/** The emulator's own directory, and a guest of the first tenant, who has no licence there. */
const directoryWithGuest = {
  ...defaultDirectory,
  people: [
    ...defaultDirectory.people,
    { upn: upns.guest, displayName: 'Gina Gomez', guest: true, teamsLicence: false },
  ],
  // TypeScript reads the texts of a JSON file as `string`, and not as the values that the type allows.
} as DirectoryFile;

/** Starts the emulator in place of Azure. */
export async function startStandIn(): Promise<StandIn> {
  const emulator = await startEmulator({ directory: directoryWithGuest });
  const { url, secret, connectionString, directory } = emulator;
  const [tenant] = directory.tenants;
  async function control(path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
    const response = await fetch(`${url}/emulator/${path}`, {
      method: 'POST',
      headers: { 'x-emulator-secret': secret, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The emulator refused ${path}: ${await response.text()}`);
  }
  const target: HourTarget = {
    name: 'emulator',
    env: {
      // The emulator stands in for two resources, each under an address of its own.
      ACS_CONNECTION_STRINGS: [connectionString, connectionString.replace('localhost', '127.0.0.1')].join(
        ',',
      ),
      API_CLIENT_ID: contosoClientId,
      ALLOWED_TENANTS: tenant.id,
      ENTRA_AUTHORITY: url,
    },
    appOrigin: 'http://localhost:5173',
    inputs: {
      threadId: '19:livehour@thread.v2',
      meetingLink: `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent('19:meeting_LiveHour@thread.v2')}/0`,
      phoneNumber: directory.phones.find(({ whenCalled }) => whenCalled === 'answer')?.number ?? null,
      hasGuest: true,
    },
    sdkVersion: emulatorVersion,
    modules: { calling: `${url}/calling.js`, common: `${url}/common.js` },
    timeoutMs: 10_000,
    talkMs: 300,
    betweenMutesMs: 50,
    emulator: {
      setTokenLifetime: (seconds) => control('conditions', { tokenLifetimeSeconds: seconds }),
      setIssuingResource: (resource) => control('conditions', { otherAcsResource: resource === 'second' }),
    },
    close: () => emulator.stop(),
  };
  return {
    target,
    directory,
    control,
    createOperator: (print) => ({
      print,
      confirmStep: async () => 'run',
      async showCode(person, { userCode }) {
        await answerDeviceCode(url, userCode, directory.findPerson(upns[person])?.oid ?? '');
      },
      // The code is answered before the first request for the tokens, so there is nothing to wait for.
      pauseBetweenPolls: async () => undefined,
    }),
  };
}
