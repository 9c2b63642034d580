import type { Person } from './people.ts';

/** A customer's Entra directory. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

/** The registration of an application in Entra. */
export interface Application {
  readonly clientId: string;
  readonly displayName: string;
  /** The id of the tenant in which it is registered. */
  readonly tid: string;
  readonly accounts: 'single tenant' | 'multi-tenant';
  /** Entra, and the emulator, accept a redirect URI only if it equals one of these character by character. */
  readonly redirectUris: readonly string[];
}

const fabrikam: Tenant = {
  id: 'f1111111-1111-4111-8111-111111111111',
  name: 'Fabrikam',
  domain: 'fabrikam.example',
};
const contoso: Tenant = {
  id: 'c2222222-2222-4222-8222-222222222222',
  name: 'Contoso',
  domain: 'contoso.example',
};

export const tenants: readonly Tenant[] = [fabrikam, contoso];

/** The ACS resource. The emulator has only one, and Azure roles on it are assigned in Fabrikam's directory. */
export const acsResource = { id: 'ac500000-0000-4000-8000-0000000000ac', tid: fabrikam.id } as const;

/** The fields of a person. Those with a default are optional. `name` is the part of the UPN before the `@`. */
type PersonFields = Omit<Person, 'tid' | 'upn' | 'teamsLicence' | 'photo'> &
  Partial<Person> & { name: string };

/** By default, the person has a Teams licence, and everyone but a bot has a photo. */
function createPerson(tenant: Tenant, { name, ...fields }: PersonFields): Person {
  const defaults = { teamsLicence: true, photo: !fields.bot };
  return { tid: tenant.id, upn: `${name}@${tenant.domain}`, ...defaults, ...fields };
}

/** The seeded people and bots: they exist whenever the emulator starts. */
export const people: readonly Person[] = [
  createPerson(fabrikam, {
    name: 'alice',
    oid: 'a0000000-0000-4000-8000-00000000000a',
    displayName: 'Alice Archer',
    jobTitle: 'Sales lead',
    administrator: true,
  }),
  createPerson(fabrikam, {
    name: 'bob',
    oid: 'b0000000-0000-4000-8000-00000000000b',
    displayName: 'Bob Baker',
    jobTitle: 'Support engineer',
  }),
  createPerson(fabrikam, {
    name: 'carol',
    oid: 'c0000000-0000-4000-8000-00000000000c',
    displayName: 'Carol Chen',
    jobTitle: 'Product manager',
    photo: false,
  }),
  createPerson(fabrikam, {
    name: 'dave',
    oid: 'd0000000-0000-4000-8000-00000000000d',
    displayName: 'Dave Diaz',
    jobTitle: 'Contractor',
    teamsLicence: false,
  }),
  createPerson(contoso, {
    name: 'erin',
    oid: 'e0000000-0000-4000-8000-00000000000e',
    displayName: 'Erin Evans',
    jobTitle: 'Developer',
    administrator: true,
  }),
  createPerson(fabrikam, {
    name: 'echo',
    oid: 'ec000000-0000-4000-8000-0000000000ec',
    displayName: 'Echo (bot)',
    jobTitle: 'Answers at once and sends back moving video and a tone',
    bot: 'echo',
  }),
  createPerson(fabrikam, {
    name: 'busy',
    oid: 'b5000000-0000-4000-8000-0000000000b5',
    displayName: 'Busy (bot)',
    jobTitle: 'Is always busy',
    bot: 'busy',
  }),
  createPerson(fabrikam, {
    name: 'decline',
    oid: 'dc000000-0000-4000-8000-0000000000dc',
    displayName: 'Decline (bot)',
    jobTitle: 'Declines after a second',
    bot: 'decline',
  }),
  createPerson(fabrikam, {
    name: 'noanswer',
    oid: '0a000000-0000-4000-8000-00000000000a',
    displayName: 'No answer (bot)',
    jobTitle: 'Rings until the caller gives up',
    bot: 'noanswer',
  }),
];

/** Creates the seeded applications. @param appPort the port of the app, which the redirect URIs contain. */
export function createApplications(appPort: number): readonly Application[] {
  const redirectUris = [`http://localhost:${appPort}/`, `http://localhost:${appPort}/redirect.html`];
  return [
    {
      clientId: 'fa000000-0000-4000-8000-0000000000fa',
      displayName: 'Fabrikam Phone',
      tid: fabrikam.id,
      accounts: 'single tenant',
      redirectUris,
    },
    {
      clientId: 'ca000000-0000-4000-8000-0000000000ca',
      displayName: 'Contoso Phone',
      tid: contoso.id,
      accounts: 'multi-tenant',
      redirectUris,
    },
  ];
}

/**
 * Makes a member of the crowd: a bot that fills a meeting. `findPerson` finds crowd members, but `people` does not list
 * them.
 * @param number the member's number, from 1.
 */
export function createCrowdMember(number: number): Person {
  const digits = String(number).padStart(3, '0');
  return createPerson(fabrikam, {
    name: `crowd${digits}`,
    oid: `cd000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    displayName: `Crowd ${digits} (bot)`,
    jobTitle: 'Fills meetings',
    photo: false,
  });
}

/** Finds a person, bot or member of the crowd. @param idOrUpn an object id or a UPN, in upper or lower case. */
export function findPerson(idOrUpn: string): Person | undefined {
  const name = idOrUpn.toLowerCase();
  const matches = ({ oid, upn }: Person) => oid === name || upn === name;
  const listedPerson = people.find(matches);
  if (listedPerson) return listedPerson;
  // The last three digits of the object id `cd000000-…`, or of the name before the `@` of the UPN.
  const crowdNumber = Number(/^(?:cd.*|crowd)(\d{3})(?:@|$)/.exec(name)?.[1] ?? 0);
  const crowdMember = createCrowdMember(crowdNumber);
  return crowdNumber > 0 && matches(crowdMember) ? crowdMember : undefined;
}

export const isCrowdMember = (oid: string): boolean =>
  oid.startsWith('cd000000-') && findPerson(oid) !== undefined;
