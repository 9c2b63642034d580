import type { Person } from './people.ts';

/** A customer's Entra directory. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

/** An application registration. */
export interface Application {
  readonly clientId: string;
  readonly displayName: string;
  /** The id of the tenant in which it is registered. */
  readonly tid: string;
  readonly accounts: 'single tenant' | 'multi-tenant';
  /** Compared character by character, as Entra does. */
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

/** The one ACS resource. Its role assignments belong to Fabrikam's directory. */
export const acsResource = { id: 'ac500000-0000-4000-8000-0000000000ac', tid: fabrikam.id } as const;

type Seed = Omit<Person, 'tid' | 'upn' | 'teamsLicence' | 'photo'> & Partial<Person> & { name: string };

function person(tenant: Tenant, { name, ...rest }: Seed): Person {
  return { tid: tenant.id, upn: `${name}@${tenant.domain}`, teamsLicence: true, photo: !rest.bot, ...rest };
}

export const people: readonly Person[] = [
  person(fabrikam, {
    name: 'alice',
    oid: 'a0000000-0000-4000-8000-00000000000a',
    displayName: 'Alice Archer',
    jobTitle: 'Sales lead',
    administrator: true,
  }),
  person(fabrikam, {
    name: 'bob',
    oid: 'b0000000-0000-4000-8000-00000000000b',
    displayName: 'Bob Baker',
    jobTitle: 'Support engineer',
  }),
  person(fabrikam, {
    name: 'carol',
    oid: 'c0000000-0000-4000-8000-00000000000c',
    displayName: 'Carol Chen',
    jobTitle: 'Product manager',
    photo: false,
  }),
  person(fabrikam, {
    name: 'dave',
    oid: 'd0000000-0000-4000-8000-00000000000d',
    displayName: 'Dave Diaz',
    jobTitle: 'Contractor',
    teamsLicence: false,
  }),
  person(contoso, {
    name: 'erin',
    oid: 'e0000000-0000-4000-8000-00000000000e',
    displayName: 'Erin Evans',
    jobTitle: 'Developer',
    administrator: true,
  }),
  person(fabrikam, {
    name: 'echo',
    oid: 'ec000000-0000-4000-8000-0000000000ec',
    displayName: 'Echo (bot)',
    jobTitle: 'Answers at once and sends back moving video and a tone',
    bot: 'echo',
  }),
  person(fabrikam, {
    name: 'busy',
    oid: 'b5000000-0000-4000-8000-0000000000b5',
    displayName: 'Busy (bot)',
    jobTitle: 'Is always busy',
    bot: 'busy',
  }),
  person(fabrikam, {
    name: 'decline',
    oid: 'dc000000-0000-4000-8000-0000000000dc',
    displayName: 'Decline (bot)',
    jobTitle: 'Declines after a second',
    bot: 'decline',
  }),
  person(fabrikam, {
    name: 'noanswer',
    oid: '0a000000-0000-4000-8000-00000000000a',
    displayName: 'No answer (bot)',
    jobTitle: 'Rings until the caller gives up',
    bot: 'noanswer',
  }),
];

/** @param appPort the port of the app, for the registered redirect URIs. */
export function applications(appPort: number): readonly Application[] {
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
 * Makes a member of the crowd. They can be found by id and by UPN, but are not listed in `people`.
 * @param number from 1.
 */
export function crowdPerson(number: number): Person {
  const digits = String(number).padStart(3, '0');
  return person(fabrikam, {
    name: `crowd${digits}`,
    oid: `cd000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    displayName: `Crowd ${digits} (bot)`,
    jobTitle: 'Fills meetings',
    photo: false,
  });
}

/** @param idOrUpn an object id or a UPN, in upper or lower case. */
export function findPerson(idOrUpn: string): Person | undefined {
  const name = idOrUpn.toLowerCase();
  const known = people.find(({ oid, upn }) => oid === name || upn === name);
  if (known) return known;
  const number = Number(/^(?:cd.*|crowd)(\d{3})(?:@|$)/.exec(name)?.[1] ?? 0);
  const member = crowdPerson(number);
  return number > 0 && (member.oid === name || member.upn === name) ? member : undefined;
}

export const isCrowd = (oid: string): boolean => oid.startsWith('cd000000-') && findPerson(oid) !== undefined;
