import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { createControls } from '../../support/controls.ts';
import { emulatorPort, startSystem, type System } from '../../support/system.ts';
import { acceptCall, dial, people } from '../../support/app/appTest.ts';
import { readScreen } from '../../support/app/screen.ts';
import { openUser, type PageError, type User } from '../../support/app/user.ts';
import { browserArguments, browserPath } from '../../support/browser.ts';
import { restartObservation } from './arrivals.ts';
import { writeLivelyFilm } from './livelyFilm.ts';
import { createNetwork, explainMissingNamespaces, type Machine, type Network } from './networkNamespaces.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';

type Person = (typeof people)['alice'];

/**
 * What a row of the fault table uses: the app, the token service, the emulator of Azure, and browsers. A row produces one fault
 * and measures how the app reacts.
 */
export interface FaultEnvironment {
  readonly system: System;
  readonly emulator: ReturnType<typeof createControls>;
  /** Two emulated machines, each with a network of its own; `null` where this system cannot create them. */
  readonly network: Network | null;
  readonly runsLongRows: boolean;
  /** Starts a browser, on the emulated machine if one is given, and signs a user in. */
  readonly signInUser: (person: Person, machine?: Machine) => Promise<User>;
  /** Connects Alice and Bob by a video call. If there is a `network`, each user's browser runs on an emulated machine. */
  readonly connectVideoCall: () => Promise<{ alice: User; bob: User }>;
  /**
   * Starts a browser, which `endRow` closes.
   * @param options.machine the emulated machine on which the browser runs. Default: this machine
   * @param options.fakeUi whether the browser grants permissions without asking. Default: yes
   */
  readonly startBrowser: (options?: { machine?: Machine | undefined; fakeUi?: boolean }) => Promise<Browser>;
  /** @returns uncaught errors and violations of the content security policy in the current row. */
  readonly readUncaughtErrors: () => string[];
  /** Ends the current row: closes its browsers and ends its calls. */
  readonly endRow: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Matches errors that fail a row. Other errors are expected: the browser and React log each request and script that fails
 * because of a fault.
 */
const uncaughtErrorPattern = /^(uncaught:|policy violation:|the page crashed)/;

export async function openEnvironment(options: { runsLongRows: boolean }): Promise<FaultEnvironment> {
  const system = await startSystem();
  const network = explainMissingNamespaces() === null ? createNetwork(2) : null;
  await network?.forwardPort(Number(new URL(system.url).port));
  await network?.forwardPort(emulatorPort);
  const emulator = createControls(system);
  const film = join(tmpdir(), `faults-${process.pid}.y4m`);
  writeLivelyFilm(film);
  let browsers: Browser[] = [];
  let errors: PageError[] = [];

  const environment: FaultEnvironment = {
    system,
    emulator,
    network,
    ...options,
    async startBrowser({ machine, fakeUi = true } = {}) {
      const executablePath = machine?.browserProgram ?? browserPath();
      const browser = await chromium.launch({
        ...(executablePath && { executablePath }),
        args: [
          ...browserArguments({ fakeUi }),
          `--use-file-for-fake-video-capture=${film}`,
          // The page's address stays localhost, because browsers allow cameras only on trusted origins.
          ...(machine && network
            ? [`--host-resolver-rules=MAP localhost ${network.gateway}, MAP 127.0.0.1 ${network.gateway}`]
            : []),
        ],
      });
      browsers.push(browser);
      return browser;
    },
    signInUser: async (person, machine) =>
      openUser(await environment.startBrowser({ machine }), system.url, person, (error) =>
        errors.push(error),
      ),
    async connectVideoCall() {
      const [aliceMachine, bobMachine] = network?.machines ?? [];
      const alice = await environment.signInUser(people.alice, aliceMachine);
      const bob = await environment.signInUser(people.bob, bobMachine);
      await dial(alice.page, bob.id, 'Video call');
      await acceptCall(bob.page, 'Accept with video');
      for (const { page } of [alice, bob]) {
        await waitUntilConnected(page);
        await restartObservation(page);
      }
      return { alice, bob };
    },
    readUncaughtErrors: () =>
      errors.map(({ text }) => text).filter((text) => uncaughtErrorPattern.test(text)),
    async endRow() {
      await Promise.all(browsers.map((browser) => browser.close()));
      browsers = [];
      errors = [];
      await emulator.resetCalls();
    },
    async close() {
      await environment.endRow();
      await system.close();
      network?.close();
      rmSync(film);
    },
  };
  return environment;
}

/** Waits until the call on the screen is connected. @throws after 20 s */
export async function waitUntilConnected(page: User['page']): Promise<void> {
  const connectedAfterMs = await measureTimeUntil(
    async () => (await readScreen(page)).status === 'Connected',
    20_000,
  );
  if (connectedAfterMs === null)
    throw new Error(`The call did not connect: ${JSON.stringify(await readScreen(page))}`);
}
