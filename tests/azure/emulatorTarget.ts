import { createControls } from '../../src/emulator-package/controls/createControls.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { answerDeviceCode } from '../../src/emulator/testing/answerDeviceCode.ts';
import { contosoClientId } from '../../src/emulator/testing/signIn.ts';
import { emulatorVersion } from '../../src/emulator/version.ts';
import type { HourTarget, Operator, SignInName } from './target.ts';

const upns: Readonly<Record<SignInName, string>> = {
  alice: 'alice@fabrikam.example',
  bob: 'bob@fabrikam.example',
  carol: 'carol@fabrikam.example',
  guest: 'gina_partner.example#EXT#@fabrikam.example',
};

/** A guest of the first tenant, who has no licence there. */
const gina = { upn: upns.guest, displayName: 'Gina Gomez', guest: true, teamsLicence: false };

/** The emulator in place of Azure, and a program in place of the person at the terminal. */
export type StandIn = Awaited<ReturnType<typeof startStandIn>>;

export async function startStandIn() {
  const emulator = await startEmulator({ directory: { extends: 'default', people: [gina] } });
  const { url, connectionString, directory } = emulator;
  const controls = createControls(emulator);
  const target: HourTarget = {
    name: 'emulator',
    env: {
      // The emulator stands in for two resources, each under an address of its own.
      ACS_CONNECTION_STRINGS: `${connectionString},${connectionString.replace('localhost', '127.0.0.1')}`,
      API_CLIENT_ID: contosoClientId,
      ALLOWED_TENANTS: directory.tenants[0].id,
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
    setConditions: (changes) => controls.conditions.set(changes),
    close: () => emulator.stop(),
  };
  return {
    target,
    directory,
    controls,
    /** Creates an operator that runs every step, and signs everyone in. @param print gets each line */
    createOperator: (print: (line: string) => void): Operator => ({
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
