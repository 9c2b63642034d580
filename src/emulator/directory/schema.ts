import * as z from 'zod';
import { consentPolicies } from '../wire/consentPolicies.ts';
import { maxPasscodeLength, meetingNumberPattern, meetingThreadPattern } from '../wire/meetingLink.ts';

// The schema of a directory file, from which `npm run docs:write` makes `directory.schema.json` and the table in
// `docs/emulator-directory.md`. Each error says what is expected: it completes "found …, expected …" in the report of a fault.

/** @param pattern a regular expression without flags, because a pattern of JSON Schema has none. */
const matching = (pattern: RegExp, expected: string) =>
  z.string({ error: expected }).regex(pattern, { error: expected });

const text = (expected = 'a text that is not empty, of at most 256 characters', maxLength = 256) =>
  z.string({ error: expected }).min(1, { error: expected }).max(maxLength, { error: expected });

const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values, { error: `one of ${values.map((value) => `"${value}"`).join(', ')}` });

const flag = () => z.boolean({ error: 'true or false' });

const listOf = <Item extends z.ZodType>(item: Item, expected: string) => z.array(item, { error: expected });

const wholeNumber = (min: number, max: number) => {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};

const guid = () =>
  matching(
    /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
    'a GUID, such as "11111111-2222-4333-8444-555555555555"',
  );

/** The name of a person in another entry. `checkDirectory.ts` finds out whether the person exists. */
const personName = () => text('the UPN or the id of a person');

const tenantName = () => text('the domain or the id of a tenant');

const freePhoneNumber = () => text('a phone number; its form is free');

const freePhoneNumbers = () => listOf(freePhoneNumber(), 'a list of phone numbers').default([]);

const minutesPerDay = 24 * 60;

const TenantEntry = z.strictObject({
  domain: matching(
    /^[A-Za-z0-9](-*[A-Za-z0-9])*(\.[A-Za-z0-9](-*[A-Za-z0-9])*)+$/,
    'a domain name, such as "fabrikam.example"',
  ).describe('The domain of the UPNs. It also names the tenant in addresses of the sign-in.'),
  name: text().describe('The name that pages and errors show.'),
  id: guid().optional().describe('The tenant id. By default, an id derived from the domain.'),
  userConsent: oneOf(...consentPolicies)
    .default('microsoftDefault')
    .describe('Which permissions people may consent to without an administrator: see [Consent](#consent).'),
});

const ApplicationEntry = z.strictObject({
  clientId: guid().describe('The client id, as your app sends it.'),
  displayName: text().describe('The name that the sign-in page and the consent page show.'),
  tenant: tenantName()
    .optional()
    .describe('The domain or id of the tenant that has registered the application. By default, the first.'),
  accounts: oneOf('single tenant', 'multi-tenant')
    .default('multi-tenant')
    .describe('Who can sign in: the people of `tenant`, or of every tenant.'),
  redirectUris: listOf(
    matching(/^./, 'a redirect URI, such as "http://localhost:3000/"'),
    'a list of redirect URIs',
  )
    .min(1, { error: 'at least one redirect URI' })
    .max(256, { error: 'at most 256 redirect URIs' })
    .describe('The addresses to which a sign-in may return. `{PORT}` stands for the port of the app.'),
  publisherVerified: flag()
    .default(false)
    .describe(
      'Whether Microsoft has verified the publisher. People of other tenants need an administrator for an unverified multi-tenant application.',
    ),
  adminConsents: listOf(text('a scope, such as "User.Read"'), 'a list of scopes')
    .default([])
    .describe(
      'The scopes to which an administrator of each tenant has already consented, such as `User.Read`.',
    ),
});

const identityFields = {
  // The part before the `@` has the characters that Entra allows.
  upn: matching(
    /^[A-Za-z0-9'._!#^~-]{1,64}@[A-Za-z0-9](-*[A-Za-z0-9])*(\.[A-Za-z0-9](-*[A-Za-z0-9])*)+$/,
    'a UPN, such as "alice@fabrikam.example"',
  ).describe('The sign-in name.'),
  displayName: text().describe('The name that others see.'),
  id: guid()
    .optional()
    .describe('The object id, which is the Teams user id. By default, derived from the UPN.'),
  tenant: tenantName()
    .optional()
    .describe('The domain or id of the tenant. By default, the tenant whose domain the UPN has.'),
};

const PersonEntry = z.strictObject({
  ...identityFields,
  teamsLicence: flag()
    .default(true)
    .describe('Whether the person has a Teams licence. Without a licence, there is no ACS token.'),
  teamsPhoneLicence: flag()
    .default(true)
    .describe('Whether the person has a Teams Phone licence, which agents need beside the Teams licence.'),
  administrator: flag().default(false).describe('Whether the person may consent for the whole tenant.'),
  guest: flag()
    .default(false)
    .describe(
      'Whether the person is a guest of the tenant. Entra writes the UPN of a guest as `gina_partner.example#EXT#@fabrikam.example`.',
    ),
  photo: flag().default(true).describe('Whether the person has a photo.'),
  jobTitle: text().optional().describe('The job title.'),
  department: text().optional().describe('The department.'),
  officeLocation: text().optional().describe('The office.'),
  companyName: text().optional().describe('The company.'),
  businessPhones: freePhoneNumbers().describe('The business telephone numbers, in any form.'),
  mobilePhone: freePhoneNumber().optional().describe('The mobile number, in any form.'),
  manager: personName().optional().describe('The UPN or id of the manager.'),
});

const BotEntry = z.strictObject({
  ...identityFields,
  jobTitle: text().optional().describe('What the bot does, in a few words.'),
  whenCalled: oneOf('echo', 'busy', 'decline', 'noAnswer').describe(
    '`echo` answers at once, and sends video and a tone. `busy` ends the call with 486, `decline` with 603 after a second. `noAnswer` lets it ring.',
  ),
});

export const phoneBehaviour = () =>
  oneOf('answer', 'busy', 'decline', 'noAnswer').meta({
    title: 'PhoneBehaviour',
    description: 'What a telephone or a voice application does when it is called.',
  });

const phoneNumber = () =>
  matching(/^\+[1-9][0-9]{4,14}$/, 'a phone number in international form, such as "+14255550100"').describe(
    'The number in international form.',
  );

const PhoneEntry = z.strictObject({
  number: phoneNumber(),
  whenCalled: phoneBehaviour()
    .default('answer')
    .describe('`answer` reads back dialled tones. `busy` ends the call with 486/560486, `decline` with 603.'),
  note: text().optional().describe('What the page of controls shows beside the number.'),
});

const VoiceApplicationEntry = z.strictObject({
  displayName: text().describe('The name.'),
  kind: oneOf('call queue', 'auto attendant').describe('The kind of Teams voice application.'),
  id: guid()
    .optional()
    .describe(
      'The object id of the resource account. By default, derived from the name. Calls go to `28:orgid:<id>`.',
    ),
  whenCalled: phoneBehaviour().default('answer').describe('As for phones.'),
});

const ResourceAccountEntry = z.strictObject({
  displayName: text().describe('The name.'),
  number: phoneNumber().describe(
    'The service number in international form. No telephone and no other account has it.',
  ),
  id: guid()
    .optional()
    .describe(
      'The object id. By default, derived from the name. Agents call for the account `28:orgid:<id>`.',
    ),
  tenant: tenantName()
    .optional()
    .describe('The domain or id of the tenant whose account it is. By default, the first.'),
});

const AcsNumberEntry = z.strictObject({
  number: phoneNumber().describe('The number in international form. No telephone and no account has it.'),
});

const AssignmentEntry = z.strictObject({
  principal: text('the UPN or the id of a person, or the name or the id of a resource account').describe(
    'Who may use the ACS resource: the UPN or id of a person, or the name or id of a resource account.',
  ),
  clientIds: listOf(guid(), 'a list of client ids')
    .optional()
    .describe(
      'The client ids of the applications with which the person may be an agent. A person needs at least one, a resource account none.',
    ),
});

const MeetingEntry = z.strictObject({
  subject: text().describe('The subject.'),
  organizer: personName().describe('The UPN or id of the organizer, who never waits in the lobby.'),
  coOrganizers: listOf(personName(), 'a list of people')
    .default([])
    .describe('The UPNs or ids of the co-organizers, who never wait in the lobby.'),
  meetingId: matching(meetingNumberPattern, 'a text of 9 to 15 digits, such as "201000000001"')
    .optional()
    .describe('The number that people type to join, without spaces.'),
  passcode: text(`a text of 1 to ${maxPasscodeLength} characters`, maxPasscodeLength)
    .optional()
    .describe('The passcode that belongs to `meetingId`.'),
  threadId: matching(meetingThreadPattern, 'a thread id, such as "19:meeting_StandUp@thread.v2"')
    .optional()
    .describe('The id of the thread. By default, derived from the number or the subject.'),
  lobby: oneOf('nobody', 'everyone').default('nobody').describe('Who waits in the lobby.'),
  defaultRole: oneOf('Presenter', 'Attendee').default('Presenter').describe('The role of everyone else.'),
});

const CalendarEventEntry = z.strictObject({
  subject: text().describe('The subject.'),
  organizer: personName().describe('The UPN or id of the organizer. The event is in their calendar.'),
  attendees: listOf(personName(), 'a list of people')
    .default([])
    .describe('The UPNs or ids of the attendees. The event is in their calendars, too.'),
  startMinutes: wholeNumber(-minutesPerDay + 1, minutesPerDay - 1).describe(
    'When the event begins: minutes from the half hour in which the emulator started. The event recurs each day.',
  ),
  durationMinutes: wholeNumber(1, minutesPerDay).describe('How many minutes the event lasts.'),
  isAllDay: z
    .boolean()
    .default(false)
    .describe(
      'Whether the event lasts the whole of each day. `startMinutes` and `durationMinutes` then mean nothing.',
    ),
  meeting: matching(
    /^([0-9]{9,15}|19:meeting_[A-Za-z0-9_-]{1,150}@thread\.v2)$/,
    'the number or the thread id of a meeting',
  )
    .optional()
    .describe(
      'The online meeting: a `meetingId` of `meetings`, or any thread id. By default, the event has no online meeting.',
    ),
  location: text().optional().describe('The place.'),
  id: text().optional().describe('The event id. By default, derived from the subject.'),
});

const ContactEntry = z.strictObject({
  displayName: text().describe('The name.'),
  companyName: text().optional().describe('The company.'),
  jobTitle: text().optional().describe('The job title.'),
  businessPhones: freePhoneNumbers().describe('The business numbers, in any form.'),
  homePhones: freePhoneNumbers().describe('The private numbers, in any form.'),
  mobilePhone: freePhoneNumber().optional().describe('The mobile number, in any form.'),
  email: text().optional().describe('The e-mail address.'),
  owner: personName()
    .optional()
    .describe('The UPN or id of the person who has this contact. By default, every person has it.'),
  id: text().optional().describe('The contact id. By default, derived from the name.'),
});

/** The sections of a directory file: each is a list of entries of one kind. */
export const sectionEntries = {
  tenants: TenantEntry.describe('The tenants. The first one owns the ACS resource.'),
  applications: ApplicationEntry.describe('The applications that are registered in Entra.'),
  people: PersonEntry.describe('The people. Each of them can sign in, without a password.'),
  bots: BotEntry.describe('The people whom the emulator plays. They cannot sign in.'),
  phones: PhoneEntry.describe(
    'The telephones that the emulator plays. A call to any other number ends with 404.',
  ),
  voiceApplications: VoiceApplicationEntry.describe('The call queues and auto attendants.'),
  resourceAccounts: ResourceAccountEntry.describe(
    'The resource accounts of [Teams Phone extensibility](#teams-phone-extensibility): each has a service number, and is linked to the ACS resource.',
  ),
  acsNumbers: AcsNumberEntry.describe(
    'The telephone numbers of the ACS resource. An ACS user names one as `alternateCallerId` to call a telephone.',
  ),
  assignments: AssignmentEntry.describe(
    'Who may use the ACS resource for Teams Phone extensibility when the emulator starts.',
  ),
  meetings: MeetingEntry.describe('The Teams meetings.'),
  calendarEvents: CalendarEventEntry.describe('The events in the calendars.'),
  contacts: ContactEntry.describe('The Outlook contacts.'),
} as const;

const section = <Entry extends z.ZodType>(entry: Entry) =>
  listOf(entry, 'a list')
    .default([])
    .describe(entry.description ?? '');

export const DirectoryFile = z
  .strictObject(
    {
      $schema: text('the address of the JSON schema')
        .optional()
        .describe('The JSON schema, for your editor.'),
      extends: z
        .literal('default', { error: '"default"' })
        .optional()
        .describe(
          '`default` keeps everything of the default directory that the file does not replace. Without it, the file is the whole directory.',
        ),
      tenants: section(sectionEntries.tenants),
      applications: section(sectionEntries.applications),
      people: section(sectionEntries.people),
      bots: section(sectionEntries.bots),
      phones: section(sectionEntries.phones),
      voiceApplications: section(sectionEntries.voiceApplications),
      resourceAccounts: section(sectionEntries.resourceAccounts),
      acsNumbers: section(sectionEntries.acsNumbers),
      assignments: section(sectionEntries.assignments),
      meetings: section(sectionEntries.meetings),
      calendarEvents: section(sectionEntries.calendarEvents),
      contacts: section(sectionEntries.contacts),
    },
    { error: 'a JSON object' },
  )
  .meta({
    title: 'DirectoryFile',
    description:
      'The content of a directory file. Its lists may be left out, but a directory that does not extend another needs a tenant.',
  });

/** What a directory file may contain. Fields with a default may be left out. */
export type DirectoryFile = z.input<typeof DirectoryFile>;

/** A directory file whose defaults have been filled in. */
export type CompleteDirectoryFile = z.output<typeof DirectoryFile>;
