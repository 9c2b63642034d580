import { spawnSync } from 'node:child_process';
import { control, dial, incoming, people } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { atMost, isTrue, timeUntil, type Figure, type Row } from './row.ts';
import { connected, leftAfterCall, type Stage } from './stage.ts';

const hasError = ({ page }: User) => page.getByRole('alert').filter({ hasText: 'Code' }).first().isVisible();

async function pair(stage: Stage): Promise<[User, User]> {
  return [await stage.user(people.alice), await stage.user(people.bob)];
}

/** The figures that each of these ends with. */
async function afterwards(stage: Stage, users: readonly User[]): Promise<Figure[]> {
  const errors = await Promise.all(users.map(hasError));
  const left = await leftAfterCall(users);
  return [
    isTrue('no error is shown', !errors.includes(true)),
    isTrue('nothing is open afterwards', left === '', left || 'nothing'),
    isTrue('no uncaught error', stage.noise().length === 0, stage.noise()[0] ?? 'none'),
  ];
}

const answeredElsewhere: Row = {
  fault: 'answered elsewhere',
  async run(stage) {
    const [alice, bob] = await pair(stage);
    await dial(bob.page, alice.id, 'Call');
    await incoming(alice.page).waitFor();
    const since = Date.now();
    await stage.emulator.act({ as: alice.upn, act: 'accept' });
    const gone = await timeUntil(async () => !(await incoming(alice.page).isVisible()), 10_000, since);
    return [atMost('the ring stops', gone, 1_000), ...(await afterwards(stage, [bob, alice]))];
  },
};

const cancelledWhileAccepting: Row = {
  fault: 'cancelled while accepting',
  async run(stage) {
    const [alice, bob] = await pair(stage);
    const figures: Figure[] = [];
    for (let round = 1; round <= 5; round++) {
      await dial(bob.page, alice.id, 'Call');
      const accept = incoming(alice.page).getByRole('button', { name: 'Accept', exact: true });
      await accept.waitFor();
      const since = Date.now();
      await Promise.all([
        accept.click({ timeout: 2_000 }).catch(() => {}),
        control(bob.page, 'Hang up').click(),
      ]);
      const gone = await timeUntil(
        async () => !(await incoming(alice.page).isVisible()) && (await alice.look()).shows !== 'call',
        10_000,
        since,
      );
      figures.push(atMost(`round ${round}: the ring and the call are over`, gone, 3_000));
      for (const { page } of [alice, bob]) {
        const close = page.getByRole('main').getByRole('button', { name: 'Close', exact: true });
        await close.click({ timeout: 2_000 }).catch(() => {});
      }
    }
    return [...figures, ...(await afterwards(stage, [bob, alice]))];
  },
};

const bothHangUp: Row = {
  fault: 'both hang up',
  async run(stage) {
    const { alice, bob } = await stage.call();
    const since = Date.now();
    await Promise.all([alice, bob].map(({ page }) => control(page, 'Hang up').click()));
    const over = await timeUntil(
      async () => (await alice.look()).shows === 'ended' && (await bob.look()).shows === 'ended',
      10_000,
      since,
    );
    return [atMost('over on both sides', over, 2_000), ...(await afterwards(stage, [alice, bob]))];
  },
};

const bothCall: Row = {
  fault: 'both call each other',
  async run(stage) {
    const [alice, bob] = await pair(stage);
    await Promise.all([dial(alice.page, bob.id, 'Call'), dial(bob.page, alice.id, 'Call')]);
    await incoming(bob.page).getByRole('button', { name: 'Accept', exact: true }).click({ timeout: 15_000 });
    await connected(bob.page);
    const inFront = await timeUntil(async () => (await bob.look()).title === alice.name, 5_000);
    const { canHangUp, status } = await alice.look();
    for (let times = 0; times < 3; times++)
      for (const { page } of [alice, bob])
        await control(page, 'Hang up')
          .click({ timeout: 2_000 })
          .catch(() => {});
    return [
      atMost('the accepted call is in front', inFront, 5_000),
      isTrue('hang-up usable on the other side', canHangUp !== false, status),
      ...(await afterwards(stage, [alice, bob])),
    ];
  },
};

const randomOrders: Row = {
  fault: 'these and others in 200 random orders',
  run() {
    const { status, stdout } = spawnSync('npx', ['tsx', 'tests/bench/orders.ts'], {
      encoding: 'utf8',
      env: { ...process.env, ORDERS: '200' },
    });
    const last = stdout.trim().split('\n').at(-1) ?? '';
    return Promise.resolve([isTrue('no illegal state', status === 0, last)]);
  },
};

export const ringRows: readonly Row[] = [
  answeredElsewhere,
  cancelledWhileAccepting,
  bothHangUp,
  bothCall,
  randomOrders,
];
