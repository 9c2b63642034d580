import { setTimeout as pause } from 'node:timers/promises';
import type { Agent, Call } from '../../src/emulator/controls/views.ts';
import type { Screen } from '../support/app/screen.ts';
import { checkPerson, checkScreen, type Breach } from './invariants.ts';
import { isNamedIn, KnownCalls } from './knownCalls.ts';
import type { Person, Tab } from './person.ts';
import { PressWatcher } from './pressWatcher.ts';
import type { SoakRecord } from './record.ts';
import type { SoakSystem } from './system.ts';

/** Milliseconds between two checks of all screens. */
const pollIntervalMs = 600;

/** A user's participation in a call, according to the emulator. */
interface Participation {
  /** The user's UPN. */
  readonly user: string;
  /** The id of the endpoint with which the user is in the call. */
  readonly agent: string;
  readonly kind: Call['kind'];
  /** The names of all participants, bots included. */
  readonly names: readonly string[];
  /** UPNs of the other test users in the call. */
  readonly with: readonly string[];
}

interface EndedParticipation extends Participation {
  readonly callId: string;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
}

/** Reads every tab's screen and the emulator's calls again and again, and records broken invariants and lost calls. */
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
  /** The time of the last reading of each tab's screen, by its label. */
  private readonly readAt = new Map<string, number>();
  private readonly lastScreens = new WeakMap<Tab, Screen>();
  /** The participations at the last check, by call id and participant id. */
  private participations = new Map<string, Participation>();
  /** The participations that have ended, as long as a press in a frozen tab may still explain the end. */
  private endedParticipations: EndedParticipation[] = [];
  private isStopped = false;

  constructor(persons: readonly Person[], controls: SoakSystem['controls'], record: SoakRecord) {
    this.persons = persons;
    this.controls = controls;
    this.record = record;
    this.presses = new PressWatcher(record, this.knownCalls);
  }

  async run(): Promise<void> {
    while (!this.isStopped) {
      await this.check();
      await pause(pollIntervalMs);
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  private async check(): Promise<void> {
    const readAt = Date.now();
    const [calls, agents] = (await Promise.all([this.controls.listCalls(), this.controls.listAgents()])) as [
      readonly Call[],
      readonly Agent[],
    ];
    const connectedAgents = new Set(agents.filter(({ connected }) => connected).map(({ agent }) => agent));
    this.knownCalls.update(calls);
    const tabs = this.persons.flatMap((person) => person.tabs);
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
    const hasActed = ({ upn }: Person) => this.record.hasActedSince(upn, this.readAt.get(tab.label) ?? 0);
    const isOther = (person: Person) => person !== tab.person && isNamedIn(person.name, screen.title);
    const breaches = checkScreen(tab, screen, this.lastScreens.get(tab), {
      calls,
      connectedAgents,
      hasActed: hasActed(tab.person),
      hasOtherActed: this.persons.some((person) => isOther(person) && hasActed(person)),
    });
    this.lastScreens.set(tab, screen);
    // The noted time is 250 ms too early, because *Hold* and *Mute* may take that long to stop the sound.
    this.readAt.set(tab.label, Date.now() - 250);
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

  /** Reports a call as lost if a user is no longer in the call and no command explains why. */
  private updateParticipations(calls: readonly Call[]): void {
    const currentParticipations = new Map<string, Participation>();
    const upns = new Set(this.persons.map(({ upn }) => upn));
    for (const call of calls) {
      const joinedParticipants = call.participants.filter(({ presence }) => presence === 'Joined');
      if (joinedParticipants.length < 2 && call.kind !== 'meeting') continue;
      const joinedUsers = joinedParticipants.flatMap(({ user, media, agent, participant }) =>
        // A voicemail has the UPN of the user whom it represents, but no page.
        user !== null && agent !== null && media === 'page' && upns.has(user)
          ? [{ user, agent, participant }]
          : [],
      );
      for (const { participant, ...own } of joinedUsers)
        currentParticipations.set(`${call.call} ${participant}`, {
          ...own,
          kind: call.kind,
          names: call.participants.map(({ name }) => name),
          with: joinedUsers.filter((other) => other.participant !== participant).map(({ user }) => user),
        });
    }
    for (const [key, participation] of this.participations)
      if (!currentParticipations.has(key))
        this.endedParticipations.push({
          ...participation,
          callId: key.split(' ')[0] ?? '',
          endedAt: Date.now(),
        });
    const tabs = this.persons.flatMap((person) => person.tabs);
    const isKnown = ({ endedAt }: EndedParticipation) =>
      tabs.every((tab) => this.presses.hasRead(tab, endedAt));
    for (const ended of this.endedParticipations.filter(isKnown)) this.judgeEnd(ended);
    this.endedParticipations = this.endedParticipations.filter((ended) => !isKnown(ended));
    for (const [key, { agent }] of currentParticipations) {
      const label = tabs.find(({ endpoints }) => endpoints.includes(agent))?.label;
      if (label && !this.participations.has(key))
        this.record.callCounts.set(label, (this.record.callCounts.get(label) ?? 0) + 1);
    }
    this.participations = currentParticipations;
  }

  private judgeEnd({ callId, user, kind, names, with: others, endedAt }: EndedParticipation): void {
    // A command of either participant ends a 1:1 call.
    const possibleEnders = kind === 'oneToOne' ? [user, ...others] : [user];
    if (kind === 'oneToOne' && this.presses.hasLeft(callId)) return;
    const isAbout = (text: string, ownName: string) =>
      kind !== 'oneToOne' || this.knownCalls.mayName(text, callId, ownName);
    if (this.record.explainsEnd(possibleEnders, endedAt, isAbout) || this.knownCalls.isCrossed(callId))
      return;
    this.record.reportLost(`${user}: a call (${kind}) of ${names.join(', ')} ended`);
  }
}

/** Leaves the long lists of sound energies out of a report. */
const omitSound = (key: string, value: unknown): unknown =>
  key === 'sentSound' || key === 'receivedSound' ? undefined : value;
