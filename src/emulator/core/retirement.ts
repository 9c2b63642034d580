import type { Refusal } from '../wire/callTypes.ts';
import { isAcsUser, isAgent, isPhoneNumber, isTeamsApp, isTeamsUser } from '../wire/rawIds.ts';

// What Microsoft's guide says about each use of Communication Services that the emulator sees.

/** When Microsoft retires stand-alone Azure Communication Services. */
const retirementDate = '30 September 2028';
/** The date is the one that the guide itself carries. */
const guideDate = '18 August 2026';
const guide =
  'https://learn.microsoft.com/azure/communication-services/acs-retirement-and-breaking-changes-guide';

/** What happens to a use on that day. The guide does not name every use: nobody but Microsoft knows what becomes of those. */
type Fate = 'ends' | 'stays' | 'not named';

interface Use {
  /** What the app does. */
  readonly does: string;
  readonly fate: Fate;
  /** The section of the guide. */
  readonly section: string;
  /** What the guide recommends instead. */
  readonly instead?: string;
  /** Whether the emulator refuses the use always, because it emulates nothing that was retired when it was written. */
  readonly isNotEmulated?: true;
}

const retired = (name: string, section: string, instead: string): Use => ({
  does: name,
  fate: 'ends',
  section,
  instead,
  isNotEmulated: true,
});
const partner = 'choose a partner of Microsoft’s Marketplace';
const meeting = 'meet in a Teams meeting';
const teamsAligned = 'breaking-changes';
const notImpacted = 'services-not-impacted';

const uses = {
  rooms: retired(
    'ACS Rooms',
    'acs-rooms',
    'join a Teams meeting by its link, and create it with Microsoft Graph',
  ),
  chat: retired('ACS Chat', 'acs-chat', 'use the chats of Microsoft Graph'),
  sms: retired('ACS SMS', 'acs-sms', partner),
  email: retired('ACS Email', 'acs-email', 'use Exchange Online or High Volume Email'),
  messages: retired('ACS Advanced Messaging', 'acs-advanced-messaging-whatsapp', partner),
  router: retired('ACS Job Router', 'acs-job-router', 'use Dynamics 365 Contact Center'),
  numbers: retired(
    'ACS number management',
    'acs-number-management-direct-offer',
    'use numbers of Teams Phone with Teams Phone extensibility',
  ),
  groupCall: { does: 'group calls by groupId', fate: 'ends', section: teamsAligned, instead: meeting },
  acsCall: { does: 'calls among ACS users', fate: 'ends', section: teamsAligned, instead: meeting },
  acsPhoneCall: {
    does: 'calls of ACS users to telephones',
    fate: 'ends',
    section: 'acs-number-management-direct-offer',
    instead: 'call by Teams Phone extensibility',
  },
  meeting: { does: 'Teams meetings', fate: 'stays', section: teamsAligned },
  voiceApp: {
    does: 'calls of ACS users to a queue or an auto attendant',
    fate: 'stays',
    section: teamsAligned,
  },
  agentCall: { does: 'calls of agents of Teams Phone extensibility', fate: 'stays', section: notImpacted },
  agentToken: { does: 'tokens and assignments of such agents', fate: 'stays', section: notImpacted },
  identity: {
    does: 'ACS users and their tokens',
    fate: 'stays',
    section: 'resources-data-and-compliance',
  },
  acsToTeams: { does: 'calls of ACS users to Teams users', fate: 'not named', section: teamsAligned },
  teamsCall: { does: 'calls of Teams users', fate: 'not named', section: notImpacted },
  teamsToken: { does: 'tokens of Teams users', fate: 'not named', section: notImpacted },
} as const satisfies Record<string, Use>;
export type UseName = keyof typeof uses;

/**
 * Finds the uses that a call is.
 * @param caller the raw id of the page's user.
 * @param callees the raw ids whom the user calls, or adds to a call with `others`.
 */
export function findCallUses(
  caller: string,
  callees: readonly string[],
  others: readonly string[] = [],
): readonly UseName[] {
  if (isAgent(caller)) return ['agentCall'];
  if (!isAcsUser(caller)) return ['teamsCall'];
  const found = new Set<UseName>();
  // One participant of Teams makes a call more than a stand-alone one.
  const everyone = [...callees, ...others];
  for (const callee of callees) {
    if (isPhoneNumber(callee)) found.add('acsPhoneCall');
    else if (everyone.some(isTeamsApp)) found.add('voiceApp');
    else found.add(everyone.some(isTeamsUser) ? 'acsToTeams' : 'acsCall');
  }
  return [...found];
}

/** What the guide says about a use. `instead` is `null` unless the use ends. */
interface UseDescription {
  readonly does: string;
  readonly fate: Fate;
  readonly instead: string | null;
  /** The address of the guide's section. */
  readonly source: string;
}

const describeUse = ({ does, fate, section, instead }: Use): UseDescription => ({
  does,
  fate,
  instead: instead ?? null,
  source: `${guide}#${section}`,
});
export const describeUses = (): UseDescription[] => Object.values<Use>(uses).map(describeUse);

/** Counts what an app uses and, if `isOver`, refuses what ends. */
export class Retirement {
  private readonly counts = new Map<UseName, number>();
  private readonly isOver: boolean;

  /** @param isOver whether the emulator acts as after the retirement. */
  constructor(isOver = false) {
    this.isOver = isOver;
  }

  /** Counts a use. @returns why it is refused; `undefined` if it is not. */
  count(name: UseName): Refusal | undefined {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    const use: Use = uses[name];
    const { isNotEmulated } = use;
    const { does, fate, instead, source } = describeUse(use);
    if (fate !== 'ends' || !(this.isOver || isNotEmulated === true)) return undefined;
    // The guide names no code. 501 is the emulator's for what it does not emulate, and 403/0 the one for what is not allowed.
    const because = isNotEmulated
      ? `${does} is not emulated, because Microsoft retires it on ${retirementDate}`
      : `--retire 2028: ${does} end on ${retirementDate}`;
    const message = `${because}; instead: ${instead}. See ${source}`;
    return { code: isNotEmulated ? 501 : 403, subCode: 0, message };
  }

  /** @returns the uses that were counted, in the order of the table: first what ends. */
  list(): (UseDescription & { readonly times: number })[] {
    return Object.entries<Use>(uses).flatMap(([name, use]) => {
      const times = this.counts.get(name as UseName);
      return times === undefined ? [] : [{ ...describeUse(use), times }];
    });
  }

  /** @returns the summary of a run with `--retire 2028`; `undefined` without this setting. */
  summarize(): string | undefined {
    if (!this.isOver) return undefined;
    const lines = this.list().map(({ does, times, fate, instead, source }) => {
      const advice = instead === null ? '' : `; instead: ${instead}`;
      return `  ${fate.padEnd(9)}  ${String(times).padStart(4)} × ${does}${advice}  ${source}\n`;
    });
    const title = `What the app used, and what becomes of it on ${retirementDate}, by Microsoft's guide of ${guideDate}:\n`;
    return title + (lines.join('') || '  nothing that the emulator sees\n');
  }
}
