import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../../src/emulator/controls/views.ts';
import { checkScreen, type Breach } from './invariants.ts';
import type { SoakRecord } from './record.ts';
import type { Screen } from '../support/app/screen.ts';
import type { SoakSystem } from './system.ts';
import type { User } from '../support/app/user.ts';

/** Milliseconds between two checks of all screens. */
const pollIntervalMs = 600;

/** A user's participation in a call, according to the emulator. */
interface Participation {
  /** The user's UPN. */
  readonly user: string;
  readonly kind: Call['kind'];
  /** UPNs of the other test users in the call. */
  readonly with: readonly string[];
}

/** Reads every user's screen and the emulator's calls again and again, and records broken invariants and lost calls. */
export class ScreenWatcher {
  private readonly users: readonly User[];
  private readonly controls: SoakSystem['controls'];
  private readonly record: SoakRecord;
  /** For each breach that still lasts, the time at which it was first found. The key is the user's UPN and the breach. */
  private readonly breachSince = new Map<string, number>();
  /** The keys of the breaches that still last and are already reported. */
  private readonly reportedBreaches = new Set<string>();
  /** The time of the last reading of each user's screen, by UPN. */
  private readonly readAt = new Map<string, number>();
  /** The last reading of each user's screen, by UPN. */
  private readonly lastScreens = new Map<string, Screen>();
  /** The participations at the last check, by call id and UPN. */
  private participations = new Map<string, Participation>();
  private isStopped = false;

  constructor(users: readonly User[], controls: SoakSystem['controls'], record: SoakRecord) {
    this.users = users;
    this.controls = controls;
    this.record = record;
  }

  async run(): Promise<void> {
    while (!this.isStopped) {
      const calls = (await this.controls.listCalls()) as readonly Call[];
      this.updateParticipations(calls);
      for (const user of this.users) {
        const screen = await user.readScreen().catch(() => null);
        if (screen) this.checkUser(user, screen, calls);
      }
      await pause(pollIntervalMs);
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  private checkUser(user: User, screen: Screen, calls: readonly Call[]): void {
    const hasActed = this.record.hasActedSince(user.upn, this.readAt.get(user.upn) ?? 0);
    const breaches = checkScreen(user, screen, this.lastScreens.get(user.upn), calls, hasActed);
    this.lastScreens.set(user.upn, screen);
    // The noted time is 250 ms too early, because *Hold* and *Mute* may take that long to stop the sound.
    this.readAt.set(user.upn, Date.now() - 250);
    const currentBreaches = new Map(breaches.map((breach) => [`${user.upn} ${breach.what}`, breach]));
    for (const key of this.breachSince.keys()) {
      if (key.startsWith(user.upn) && !currentBreaches.has(key)) {
        this.breachSince.delete(key);
        this.reportedBreaches.delete(key);
      }
    }
    for (const [key, breach] of currentBreaches) this.reportIfLasting(user, key, breach, screen);
  }

  /** Reports a breach once, when it has lasted longer than its grace period. */
  private reportIfLasting(user: User, key: string, { what, graceMs, detail }: Breach, screen: Screen): void {
    const since = this.breachSince.get(key) ?? Date.now();
    this.breachSince.set(key, since);
    // During a fault, screen and server need longer to agree.
    const grace = this.record.isDisturbed(15_000) ? graceMs + 15_000 : graceMs;
    if (Date.now() - since < grace || this.reportedBreaches.has(key)) return;
    this.reportedBreaches.add(key);
    // The report leaves out the long list of sound energies.
    const { sentSound: _, ...shown } = screen;
    this.record.reportBroken(`${user.name}: ${what} (${detail}); the screen: ${JSON.stringify(shown)}`);
  }

  /** Reports a call as lost if a user is no longer in the call and no command explains why. */
  private updateParticipations(calls: readonly Call[]): void {
    const currentParticipations = new Map<string, Participation>();
    const upns = new Set(this.users.map(({ upn }) => upn));
    for (const call of calls) {
      const joinedParticipants = call.participants.filter(({ presence }) => presence === 'Joined');
      if (joinedParticipants.length < 2 && call.kind !== 'meeting') continue;
      const joinedUsers = joinedParticipants.flatMap(({ user, media }) =>
        // A voicemail has the UPN of the user whom it represents, but no page.
        user !== null && media === 'page' && upns.has(user) ? [user] : [],
      );
      for (const user of joinedUsers)
        currentParticipations.set(`${call.call} ${user}`, {
          user,
          kind: call.kind,
          with: joinedUsers.filter((other) => other !== user),
        });
    }
    for (const [key, { user, kind, with: others }] of this.participations) {
      if (currentParticipations.has(key)) continue;
      // A command of either participant ends a 1:1 call.
      const possibleEnders = kind === 'oneToOne' ? [user, ...others] : [user];
      if (!this.record.explainsEnd(possibleEnders))
        this.record.reportLost(
          `${user}: a call (${kind}) with ${others.join(', ') || 'a bot or nobody'} ended`,
        );
    }
    for (const [key, { user }] of currentParticipations)
      if (!this.participations.has(key))
        this.record.callCounts.set(user, (this.record.callCounts.get(user) ?? 0) + 1);
    this.participations = currentParticipations;
  }
}
