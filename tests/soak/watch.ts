import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../../src/emulator/controls/views.ts';
import { checkScreen, type Breach } from './invariants.ts';
import type { SoakRecord } from './record.ts';
import type { Screen } from '../support/app/screen.ts';
import type { SoakSystem } from './system.ts';
import type { User } from '../support/app/user.ts';

const lookEveryMs = 600;

/** One call of one user, as the emulator's server sees it. */
interface Membership {
  readonly user: string;
  readonly kind: Call['kind'];
  /** UPNs of the users of this test that were in the call with them. */
  readonly with: readonly string[];
}

/** Looks at every screen and at the emulator again and again, and writes down what must not be. */
export class Watch {
  private readonly users: readonly User[];
  private readonly controls: SoakSystem['controls'];
  private readonly record: SoakRecord;
  private readonly since = new Map<string, number>();
  private readonly told = new Set<string>();
  private readonly lookedAt = new Map<string, number>();
  private readonly before = new Map<string, Screen>();
  private memberships = new Map<string, Membership>();
  private stopped = false;

  constructor(users: readonly User[], controls: SoakSystem['controls'], record: SoakRecord) {
    this.users = users;
    this.controls = controls;
    this.record = record;
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      const calls = (await this.controls.calls()) as readonly Call[];
      this.followMemberships(calls);
      for (const user of this.users) {
        const screen = await user.look().catch(() => null);
        if (screen) this.check(user, screen, calls);
      }
      await pause(lookEveryMs);
    }
  }

  stop(): void {
    this.stopped = true;
  }

  private check(user: User, screen: Screen, calls: readonly Call[]): void {
    const hasActed = this.record.hasActedSince(user.upn, this.lookedAt.get(user.upn) ?? 0);
    const breaches = checkScreen(user, screen, this.before.get(user.upn), calls, hasActed);
    this.before.set(user.upn, screen);
    // Hold and mute take effect at the sender within 250 ms.
    this.lookedAt.set(user.upn, Date.now() - 250);
    const now = new Map(breaches.map((breach) => [`${user.upn} ${breach.what}`, breach]));
    for (const key of this.since.keys()) {
      if (key.startsWith(user.upn) && !now.has(key)) {
        this.since.delete(key);
        this.told.delete(key);
      }
    }
    for (const [key, breach] of now) this.follow(user, key, breach, screen);
  }

  /** A breach counts when it lasts longer than its grace; it is told once. */
  private follow(user: User, key: string, { what, graceMs, detail }: Breach, screen: Screen): void {
    const since = this.since.get(key) ?? Date.now();
    this.since.set(key, since);
    // While a fault lasts, the two sides cannot agree at once.
    const grace = this.record.isDisturbed(15_000) ? graceMs + 15_000 : graceMs;
    if (Date.now() - since < grace || this.told.has(key)) return;
    this.told.add(key);
    const { sentSound: _, ...shown } = screen;
    this.record.break(`${user.name}: ${what} (${detail}); the screen: ${JSON.stringify(shown)}`);
  }

  /** A user who was in a call and is in it no more, without a command that explains it, has lost it. */
  private followMemberships(calls: readonly Call[]): void {
    const now = new Map<string, Membership>();
    const upns = new Set(this.users.map(({ upn }) => upn));
    for (const call of calls) {
      const joined = call.participants.filter(({ presence }) => presence === 'Joined');
      if (joined.length < 2 && call.kind !== 'meeting') continue;
      const present = joined.flatMap(({ user, media }) =>
        // A voicemail answers in the name of its owner, who is not there.
        user !== null && media === 'page' && upns.has(user) ? [user] : [],
      );
      for (const user of present)
        now.set(`${call.call} ${user}`, {
          user,
          kind: call.kind,
          with: present.filter((one) => one !== user),
        });
    }
    for (const [key, { user, kind, with: others }] of this.memberships) {
      if (now.has(key)) continue;
      // In a call of two the other side's command ends it as well.
      const causes = kind === 'oneToOne' ? [user, ...others] : [user];
      if (!this.record.explainsEnd(causes))
        this.record.lose(`${user}: a call (${kind}) with ${others.join(', ') || 'a bot or nobody'} ended`);
    }
    for (const [key, { user }] of now)
      if (!this.memberships.has(key)) this.record.callsOf.set(user, (this.record.callsOf.get(user) ?? 0) + 1);
    this.memberships = now;
  }
}
