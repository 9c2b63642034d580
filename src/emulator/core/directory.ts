import type { ConsentPolicy } from '../wire/consentPolicies.ts';
import { toOid } from '../wire/rawIds.ts';
import { findCrowdMember } from './crowd.ts';
import type { Person } from './people.ts';

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** Which permissions the tenant's users may consent to. */
  readonly userConsent: ConsentPolicy;
}

export interface Application {
  /** In lower case. */
  readonly clientId: string;
  readonly displayName: string;
  /** The id of the tenant in which the application is registered. */
  readonly tid: string;
  readonly accounts: 'single tenant' | 'multi-tenant';
  /** Whether Microsoft has verified the publisher. Otherwise, users of other tenants may not consent to the application. */
  readonly publisherVerified: boolean;
  /** The scopes to which an administrator of each tenant has consented before the emulator starts. */
  readonly adminConsents: readonly string[];
  /** Entra and the emulator accept a redirect URI only if it equals one of these, character by character. */
  readonly redirectUris: readonly string[];
}

/** What a telephone or a Teams voice application does when it is called. */
export type PhoneBehaviour = 'answer' | 'busy' | 'decline' | 'noAnswer';

export interface Phone {
  /** In international form, such as `+14255550100`. */
  readonly number: string;
  readonly note: string;
  readonly whenCalled: PhoneBehaviour;
}

/** A Teams voice application: a call queue or an auto attendant, which receives calls and passes them on to users. */
export interface VoiceApplication {
  /** `28:orgid:` and the object id of the application's resource account. */
  readonly rawId: string;
  readonly displayName: string;
  readonly kind: 'call queue' | 'auto attendant';
  readonly whenCalled: PhoneBehaviour;
}

/**
 * A Teams resource account: an account without a person, which owns a service number and is linked to the ACS resource. Calls to
 * the number reach the application behind the resource, and agents call for the account.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-overview
 */
export interface ResourceAccount {
  readonly oid: string;
  /** `28:orgid:` and the object id. */
  readonly rawId: string;
  /** The id of the tenant, which may differ from the tenant of the ACS resource. */
  readonly tid: string;
  readonly displayName: string;
  /** In international form, such as `+14255550150`. */
  readonly number: string;
}

/** An assignment of Teams Phone extensibility. It lets a person or a resource account use the ACS resource. */
export interface Assignment {
  readonly objectId: string;
  readonly tenantId: string;
  readonly principalType: 'user' | 'teamsResourceAccount';
  /** The applications with which the user may be an agent. Resource accounts need none. */
  readonly clientIds: readonly string[];
}

/** A Teams meeting, as its organizer has set it up. */
export interface Meeting {
  /** The meeting's thread, `19:meeting_…@thread.v2`. */
  readonly threadId: string;
  readonly subject: string;
  /** The number that people type to join, without spaces. A meeting without a number can be joined by its link only. */
  readonly meetingId?: string | undefined;
  readonly passcode?: string | undefined;
  /** The organizer's object id; `undefined` for a meeting outside the directory whose link names no organizer. */
  readonly organizer: string | undefined;
  readonly coOrganizers: readonly string[];
  /** Who waits in the lobby. The organizer and the co-organizers never wait. */
  readonly lobby: 'nobody' | 'everyone';
  /** The role of all other participants. In Teams, the option "Who can present" sets it. */
  readonly defaultRole: 'Presenter' | 'Attendee';
}

/** An event in the emulated calendars. It takes place every day. */
export interface CalendarEvent {
  readonly id: string;
  readonly subject: string;
  /** Minutes from the half hour in which the emulator started to the beginning of the event. */
  readonly startMinutes: number;
  readonly durationMinutes: number;
  /** If so, the event lasts all day, and `startMinutes` and `durationMinutes` mean nothing. */
  readonly isAllDay: boolean;
  /** The thread of the online meeting; `null` for an event without one. */
  readonly threadId: string | null;
  readonly location: string;
  readonly organizer: Person;
  readonly attendees: readonly Person[];
}

/** A contact in the emulated address books. Outlook keeps numbers as the user typed them. */
export interface Contact {
  readonly id: string;
  readonly displayName: string;
  readonly companyName: string | null;
  readonly jobTitle: string | null;
  readonly businessPhones: readonly string[];
  readonly homePhones: readonly string[];
  readonly mobilePhone: string | null;
  readonly email: string | null;
  /** The object id of the person in whose address book the contact is; `null` for a contact in everyone's address book. */
  readonly ownerOid: string | null;
}

/** Everything that exists when an emulator starts. */
export interface DirectoryEntries {
  /** The first tenant owns the ACS resource, and the members of the crowd belong to it. */
  readonly tenants: readonly [Tenant, ...Tenant[]];
  readonly applications: readonly Application[];
  readonly people: readonly Person[];
  readonly phones: readonly Phone[];
  readonly voiceApplications: readonly VoiceApplication[];
  readonly resourceAccounts: readonly ResourceAccount[];
  /** The telephone numbers of the ACS resource, in international form, from which ACS users call telephones. */
  readonly acsNumbers: readonly string[];
  /** The assignments at the start. `EmulatorState.assignments` has those in force. */
  readonly assignments: readonly Assignment[];
  readonly meetings: readonly Meeting[];
  readonly calendarEvents: readonly CalendarEvent[];
  readonly contacts: readonly Contact[];
}

/** The directory of one emulator. It does not change while the emulator runs. */
export interface Directory extends DirectoryEntries {
  /** The ACS resource that the emulator serves, and the tenant that owns it and assigns Azure roles on it. */
  readonly acsResource: { readonly id: string; readonly tid: string };
  /** A resource that does not exist. ACS tokens name it instead if a test has switched on the condition `otherAcsResource`. */
  readonly otherAcsResourceId: string;
  /**
   * Finds a person or a bot, also a member of a crowd: bots that fill a call, which `people` does not list.
   * @param idOrUpn an object id, a UPN, or the raw id of a Teams user or an agent, in upper or lower case.
   */
  readonly findPerson: (idOrUpn: string) => Person | undefined;
  /** @param rawId the raw id of any identity. @returns `undefined` if the identity is no voice application. */
  readonly findVoiceApplication: (rawId: string) => VoiceApplication | undefined;
  /** @param id an object id, or the raw id of any identity, in upper or lower case. */
  readonly findResourceAccount: (id: string) => ResourceAccount | undefined;
  /** @param number in international form, such as `+14255550150`. */
  readonly findResourceAccountByNumber: (number: string) => ResourceAccount | undefined;
}

/** Completes a directory: adds its ACS resource, and the functions that find entries. */
export function createDirectory(entries: DirectoryEntries): Directory {
  const [firstTenant] = entries.tenants;
  const peopleByIdOrUpn = new Map(
    entries.people.flatMap((person) => [
      [person.oid, person],
      [person.upn, person],
    ]),
  );
  return {
    ...entries,
    acsResource: { id: 'ac500000-0000-4000-8000-0000000000ac', tid: firstTenant.id },
    otherAcsResourceId: 'ac500000-0000-4000-8000-0000000000ad',
    findPerson(idOrUpn) {
      const key = toOid(idOrUpn.toLowerCase());
      return peopleByIdOrUpn.get(key) ?? findCrowdMember(key, firstTenant);
    },
    findVoiceApplication: (rawId) =>
      entries.voiceApplications.find((application) => application.rawId === rawId),
    findResourceAccount(id) {
      const key = id.toLowerCase();
      return entries.resourceAccounts.find(({ oid, rawId }) => [oid, rawId].includes(key));
    },
    findResourceAccountByNumber: (number) =>
      entries.resourceAccounts.find((account) => account.number === number),
  };
}
