import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../../src/emulator/controls/views.ts';
import { checkScreen, type Breach } from './invariants.ts';
import type { SoakRecord } from './record.ts';
import type { Screen } from '../support/app/screen.ts';
import type { SoakSystem } from './system.ts';
import type { User } from '../support/app/user.ts';

const pollIntervalMs = 600;

/** A user's participation in a call, according to the emulator. */
interface Membership {
  readonly user: string;
  readonly kind: Call['kind'];
  /** UPNs of the other test users in the call. */
  readonly with: readonly string[];
}

/** Polls every screen and the emulator, and records broken invariants and lost calls. */
export class Watch {
  private readonly users: readonly User[];
  private readonly controls: SoakSystem['controls'];
  private readonly record: SoakRecord;
  /** When each breach that still lasts was seen first. */
  private readonly breachSince = new Map<string, number>();
  private readonly reported = new Set<string>();
  /** When each user's screen was read last, and what it showed. */
  private readonly readAt = new Map<string, number>();
  private readonly lastScreens = new Map<string, Screen>();
  private memberships = new Map<string, Membership>();
  private stopped = false;

  constructor(users: readonly User[], controls: SoakSystem['controls'], record: SoakRecord) {
    this.users = users;
    this.controls = controls;
    this.record = record;
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      const calls = (await this.controls.listCalls()) as readonly Call[];
      this.followMemberships(calls);
      for (const user of this.users) {
        const screen = await user.readScreen().catch(() => null);
        if (screen) this.check(user, screen, calls);
      }
      await pause(pollIntervalMs);
    }
  }

  stop(): void {
    this.stopped = true;
  }

  private check(user: User, screen: Screen, calls: readonly Call[]): void {
    const hasActed = this.record.hasActedSince(user.upn, this.readAt.get(user.upn) ?? 0);
    const breaches = checkScreen(user, screen, this.lastScreens.get(user.upn), calls, hasActed);
    this.lastScreens.set(user.upn, screen);
    // Hold and mute may take 250 ms to stop the sound.
    this.readAt.set(user.upn, Date.now() - 250);
    const now = new Map(breaches.map((breach) => [`${user.upn} ${breach.what}`, breach]));
    for (const key of this.breachSince.keys()) {
      if (key.startsWith(user.upn) && !now.has(key)) {
        this.breachSince.delete(key);
        this.reported.delete(key);
      }
    }
    for (const [key, breach] of now) this.follow(user, key, breach, screen);
  }

  /** Reports a breach once, when it has lasted longer than its grace. */
  private follow(user: User, key: string, { what, graceMs, detail }: Breach, screen: Screen): void {
    const since = this.breachSince.get(key) ?? Date.now();
    this.breachSince.set(key, since);
    // During a fault, screen and server need longer to agree.
    const grace = this.record.isDisturbed(15_000) ? graceMs + 15_000 : graceMs;
    if (Date.now() - since < grace || this.reported.has(key)) return;
    this.reported.add(key);
    const { sentSound: _, ...shown } = screen;
    this.record.reportBroken(`${user.name}: ${what} (${detail}); the screen: ${JSON.stringify(shown)}`);
  }

  /** Reports a lost call when a user is no longer in it, and no command explains why. */
  private followMemberships(calls: readonly Call[]): void {
    const now = new Map<string, Membership>();
    const upns = new Set(this.users.map(({ upn }) => upn));
    for (const call of calls) {
      const joined = call.participants.filter(({ presence }) => presence === 'Joined');
      if (joined.length < 2 && call.kind !== 'meeting') continue;
      const present = joined.flatMap(({ user, media }) =>
        // A voicemail has the UPN of its owner, but no page.
        user !== null && media === 'page' && upns.has(user) ? [user] : [],
      );
      for (const user of present)
        now.set(`${call.call} ${user}`, {
          user,
          kind: call.kind,
          with: present.filter((other) => other !== user),
        });
    }
    for (const [key, { user, kind, with: others }] of this.memberships) {
      if (now.has(key)) continue;
      // In a 1:1 call a command of either participant ends it.
      const causes = kind === 'oneToOne' ? [user, ...others] : [user];
      if (!this.record.explainsEnd(causes))
        this.record.reportLost(
          `${user}: a call (${kind}) with ${others.join(', ') || 'a bot or nobody'} ended`,
        );
    }
    for (const [key, { user }] of now)
      if (!this.memberships.has(key)) this.record.callsOf.set(user, (this.record.callsOf.get(user) ?? 0) + 1);
    this.memberships = now;
  }
}
