import { setTimeout as pause } from 'node:timers/promises';
import type { Agent, Call, Participant } from '../../src/emulator/controls/views.ts';
import type { Screen } from '../support/app/screen.ts';
import { checkPerson, checkScreen, type Breach } from './invariants.ts';
import { isNamedIn, KnownCalls } from './knownCalls.ts';
import type { Person, Tab } from './person.ts';
import { PressWatcher } from './pressWatcher.ts';
import type { SoakRecord } from './record.ts';
import type { SoakSystem } from './system.ts';

/** Milliseconds between two checks of all screens. */
const pollIntervalMs = 600;

/** A test user's participation in a call, as the emulator described it last. */
interface Participation {
  readonly call: Call;
  readonly own: Participant;
}

/**
 * Whether Node's `fetch` has sent a request on a connection that the server was closing. On a busy machine it learns of the end
 * of an idle connection too late.
 */
const isClosedSocket = (error: unknown): boolean =>
  error instanceof TypeError && (error.cause as { code?: unknown } | undefined)?.code === 'UND_ERR_SOCKET';

/** Reads every tab's screen and the emulator's calls again and again, and records broken invariants. */
export class ScreenWatcher {
  readonly presses: PressWatcher;
  private readonly persons: readonly Person[];
  private readonly controls: SoakSystem['controls'];
  private readonly record: SoakRecord;
  private readonly knownCalls = new KnownCalls();
  /** For each breach that still lasts, the time at which it was first found. The key is the tab's label and the breach. */
  private readonly breachSince = new Map<string, number>();
  /** The keys of the breaches that still last and are already reported. */
  private readonly reportedBreaches = new Set<string>();
  /** The screen of each tab at the last check, and the time. */
  private readonly lastReadings = new WeakMap<Tab, { screen: Screen; readAt: number }>();
  /** The participations at the last check, by participant id. */
  private participations = new Map<string, Participation>();
  private isStopped = false;

  constructor(persons: readonly Person[], controls: SoakSystem['controls'], record: SoakRecord) {
    this.persons = persons;
    this.controls = controls;
    this.record = record;
    this.presses = new PressWatcher(record, this.knownCalls);
  }

  async run(): Promise<void> {
    while (!this.isStopped) {
      await this.check().catch((error: unknown) => {
        if (!isClosedSocket(error)) throw error;
        this.record.noteStep('a check was left out: the emulator had just closed its idle connection');
      });
      await pause(pollIntervalMs);
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  private get tabs(): readonly Tab[] {
    return this.persons.flatMap((person) => person.tabs);
  }

  private async check(): Promise<void> {
    const readAt = Date.now();
    const [calls, agents] = (await Promise.all([this.controls.listCalls(), this.controls.listAgents()])) as [
      readonly Call[],
      readonly Agent[],
    ];
    const connectedAgents = new Set(agents.filter(({ connected }) => connected).map(({ agent }) => agent));
    this.knownCalls.update(calls);
    const { tabs } = this;
    // The presses are read after the calls, so that the press that ended a call is known when the call is missing.
    await Promise.all(tabs.map((tab) => this.presses.update(tab)));
    this.updateParticipations(calls);
    for (const person of this.persons)
      this.followBreaches(person.name, checkPerson(person, calls, connectedAgents), null);
    const screens = await Promise.all(tabs.map((tab) => tab.readScreen()));
    for (const [index, tab] of tabs.entries()) {
      const screen = screens[index];
      // A page that was slow to answer shows a later state than the server's calls.
      if (screen && Date.now() - readAt < 3_000) this.checkTab(tab, screen, calls, connectedAgents);
    }
  }

  private checkTab(
    tab: Tab,
    screen: Screen,
    calls: readonly Call[],
    connectedAgents: ReadonlySet<string>,
  ): void {
    const last = this.lastReadings.get(tab);
    const hasActed = ({ upn }: Person) => this.record.hasActedSince(upn, last?.readAt ?? 0);
    const isOther = (person: Person) => person !== tab.person && isNamedIn(person.name, screen.title);
    const breaches = checkScreen(tab, screen, last?.screen, {
      calls,
      connectedAgents,
      hasActed: hasActed(tab.person),
      hasOtherActed: this.persons.some((person) => isOther(person) && hasActed(person)),
    });
    // The noted time is 250 ms too early, because *Hold* and *Mute* may take that long to stop the sound.
    this.lastReadings.set(tab, { screen, readAt: Date.now() - 250 });
    this.followBreaches(tab.label, breaches, screen);
  }

  /** @param subject a tab's label or a person's name */
  private followBreaches(subject: string, breaches: readonly Breach[], screen: Screen | null): void {
    const currentBreaches = new Map(breaches.map((breach) => [`${subject}: ${breach.what}`, breach]));
    for (const key of this.breachSince.keys()) {
      if (key.startsWith(`${subject}:`) && !currentBreaches.has(key)) {
        this.breachSince.delete(key);
        this.reportedBreaches.delete(key);
      }
    }
    for (const [key, breach] of currentBreaches) this.reportIfLasting(key, breach, screen);
  }

  /** Reports a breach once, when it has lasted longer than its grace period. */
  private reportIfLasting(key: string, { graceMs, detail }: Breach, screen: Screen | null): void {
    const since = this.breachSince.get(key) ?? Date.now();
    this.breachSince.set(key, since);
    // During a fault, screen and server need longer to agree.
    const grace = this.record.isDisturbed(15_000) ? graceMs + 15_000 : graceMs;
    if (Date.now() - since < grace || this.reportedBreaches.has(key)) return;
    this.reportedBreaches.add(key);
    this.record.reportBroken(`${key} (${detail}); the screen: ${JSON.stringify(screen, omitSound)}`);
  }

  /** Counts the calls of each tab, and judges the participations that have ended since the last check. */
  private updateParticipations(calls: readonly Call[]): void {
    const upns = new Set(this.persons.map(({ upn }) => upn));
    const currentParticipations = new Map<string, Participation>();
    for (const call of calls) {
      const joined = call.participants.filter(({ presence }) => presence === 'Joined');
      if (joined.length < 2 && call.kind !== 'meeting') continue;
      for (const own of joined) {
        // A voicemail has the UPN of the user whom it represents, but no page.
        const isTestUser = own.user !== null && upns.has(own.user) && own.media === 'page';
        if (isTestUser) currentParticipations.set(own.participant, { call, own });
      }
    }
    for (const [id, participation] of this.participations)
      if (!currentParticipations.has(id)) this.judgeEnd(participation);
    for (const [id, { own }] of currentParticipations) {
      const label = this.tabs.find(({ endpoints }) => endpoints.includes(own.agent ?? ''))?.label;
      if (label && !this.participations.has(id))
        this.record.callCounts.set(label, (this.record.callCounts.get(label) ?? 0) + 1);
    }
    this.participations = currentParticipations;
  }

  /** Reports a call as lost if no press explains why the user is no longer in the call. */
  private judgeEnd({ call, own }: Participation): void {
    const isOneToOne = call.kind === 'oneToOne';
    if (isOneToOne && this.presses.hasLeft(call.call)) return;
    // A press of either participant ends a 1:1 call.
    const possibleEnders = isOneToOne ? call.participants : [own];
    const users = possibleEnders.map(({ user }) => user);
    if (this.presses.explainsEnd(call.call, users)) return;
    const names = call.participants.map(({ name }) => name).join(', ');
    this.record.reportBroken(`lost: a call (${call.kind}) of ${names} ended for ${own.name}`);
  }
}

/** Leaves the long lists of sound energies out of a report. */
const omitSound = (key: string, value: unknown): unknown =>
  key === 'sentSound' || key === 'receivedSound' ? undefined : value;
