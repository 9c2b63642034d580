import { chromium, type Browser } from 'playwright';
import { controls } from '../../support/controls.ts';
import { emulatorPort, startSystem, type System } from '../../support/system.ts';
import { control, dial, incoming, people } from '../../support/app/appTest.ts';
import { readScreen, type Screen } from '../../support/app/screen.ts';
import { openUser, type Noise, type User } from '../../support/app/user.ts';
import { browserArguments, browserPath } from '../../support/browser.ts';
import { noteArrivals } from './arrivals.ts';
import { createNetwork, whyNoNamespaces, type Machine, type Network } from './networkNamespaces.ts';
import { timeUntil } from '../../support/timeUntil.ts';

type Person = (typeof people)['alice'];

/** The app, the service, the emulator, and machines to use them from. */
export interface FaultEnvironment {
  readonly system: System;
  readonly emulator: ReturnType<typeof controls>;
  /** Two machines with networks of their own; `null` where there are none. */
  readonly network: Network | null;
  /** Whether rows that take many minutes are run. */
  readonly long: boolean;
  /** Signs somebody in, in a browser of their own; in the network of `machine` when there is one. */
  readonly user: (person: Person, machine?: Machine) => Promise<User>;
  /** Alice and Bob in a video call, each on a machine of their own where there are networks. */
  readonly call: () => Promise<{ alice: User; bob: User }>;
  /** Starts a browser that belongs to the present row. */
  readonly browser: (options?: { machine?: Machine | undefined; fakeUi?: boolean }) => Promise<Browser>;
  /** Errors of the present row that nothing caught, and breaches of the content security policy. */
  readonly noise: () => string[];
  /** Ends the present row: closes its browsers and its calls. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The browser and React report what a fault breaks as console errors; those are expected here. */
const uncaught = /^(uncaught:|policy violation:|the page crashed)/;

export async function openEnvironment(options: { long: boolean }): Promise<FaultEnvironment> {
  const system = await startSystem();
  const network = whyNoNamespaces() === null ? createNetwork(2) : null;
  await network?.forward(Number(new URL(system.url).port));
  await network?.forward(emulatorPort);
  const emulator = controls(system);
  let browsers: Browser[] = [];
  let noise: Noise[] = [];

  const environment: FaultEnvironment = {
    system,
    emulator,
    network,
    ...options,
    async browser({ machine, fakeUi = true } = {}) {
      const executablePath = machine?.browser ?? browserPath();
      const browser = await chromium.launch({
        ...(executablePath && { executablePath }),
        args: [
          ...browserArguments({ fakeUi }),
          // The page stays at localhost, which browsers trust with cameras.
          ...(machine && network
            ? [`--host-resolver-rules=MAP localhost ${network.gateway}, MAP 127.0.0.1 ${network.gateway}`]
            : []),
        ],
      });
      browsers.push(browser);
      return browser;
    },
    user: async (person, machine) =>
      openUser(await environment.browser({ machine }), system.url, person, (line) => noise.push(line)),
    async call() {
      const [first, second] = network?.machines ?? [];
      const alice = await environment.user(people.alice, first);
      const bob = await environment.user(people.bob, second);
      await dial(alice.page, bob.id, 'Video call');
      await incoming(bob.page).getByRole('button', { name: 'Accept with video' }).click();
      for (const { page } of [alice, bob]) {
        await connected(page);
        await noteArrivals(page);
      }
      return { alice, bob };
    },
    noise: () => noise.map(({ text }) => text).filter((text) => uncaught.test(text)),
    async clear() {
      await Promise.all(browsers.map((browser) => browser.close()));
      browsers = [];
      noise = [];
      await emulator.clear();
    },
    async close() {
      await environment.clear();
      await system.close();
      network?.close();
    },
  };
  return environment;
}

/** Waits until the call on the screen is connected. */
export async function connected(page: User['page']): Promise<void> {
  const took = await timeUntil(async () => (await readScreen(page)).status === 'Connected', 20_000);
  if (took === null) throw new Error(`The call did not connect: ${JSON.stringify(await readScreen(page))}`);
}

/** Hangs up, and @returns what is still open on either side a moment later; an empty text when nothing is. */
export async function leftAfterCall(users: readonly User[]): Promise<string> {
  const [first] = users;
  if (first && (await first.look()).shows === 'call') await control(first.page, 'Hang up').click();
  const isIdle = ({ shows, liveTracks, openPeers }: Screen) =>
    shows !== 'call' && liveTracks.audio + liveTracks.video + openPeers === 0;
  const left: string[] = [];
  for (const user of users) {
    const took = await timeUntil(async () => isIdle(await user.look()), 5_000);
    if (took !== null) continue;
    const { shows, liveTracks, openPeers } = await user.look();
    left.push(`${user.name}: ${JSON.stringify({ shows, liveTracks, openPeers })}`);
  }
  return left.join('; ');
}
