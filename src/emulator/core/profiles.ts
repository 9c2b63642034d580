import type { Person } from './people.ts';

/** The entries of the directory that describe a person's work. Entra calls them the full profile. */
export interface Profile {
  readonly department: string | null;
  readonly officeLocation: string | null;
  readonly companyName: string | null;
  /** The numbers as an administrator typed them. Entra accepts any text. */
  readonly businessPhones: readonly string[];
  readonly mobilePhone: string | null;
  /** The object id of the person's manager; `null` if the directory names none. */
  readonly managerOid: string | null;
}

const emptyProfile: Profile = {
  department: null,
  officeLocation: null,
  companyName: null,
  businessPhones: [],
  mobilePhone: null,
  managerOid: null,
};

const aliceObjectId = 'a0000000-0000-4000-8000-00000000000a';
const carolObjectId = 'c0000000-0000-4000-8000-00000000000c';

/** Maps object ids of seeded people to their profiles. */
const seededProfiles: Readonly<Record<string, Partial<Profile>>> = {
  [aliceObjectId]: {
    department: 'Sales',
    officeLocation: 'Building 1, room 110',
    companyName: 'Fabrikam',
    businessPhones: ['+1 425 555 0130'],
    mobilePhone: '+1 425 555 0180',
  },
  'b0000000-0000-4000-8000-00000000000b': {
    department: 'Support',
    officeLocation: 'Building 1, room 204',
    companyName: 'Fabrikam',
    businessPhones: ['+14255550131'],
    mobilePhone: '+14255550181',
    managerOid: carolObjectId,
  },
  [carolObjectId]: {
    department: 'Products',
    officeLocation: 'Building 2, room 301',
    companyName: 'Fabrikam',
    businessPhones: ['+1 425 555 0132'],
    managerOid: aliceObjectId,
  },
  'd0000000-0000-4000-8000-00000000000d': {
    department: 'Support',
    companyName: 'Diaz Consulting',
    mobilePhone: '+14255550183',
    managerOid: carolObjectId,
  },
  'e0000000-0000-4000-8000-00000000000e': {
    department: 'Development',
    officeLocation: 'Contoso tower',
    companyName: 'Contoso',
    businessPhones: ['+44 20 7946 0134'],
  },
};

/** @returns the profile of a person. Bots and members of the crowd have an empty one. */
export const readProfile = ({ oid }: Pick<Person, 'oid'>): Profile => ({
  ...emptyProfile,
  ...seededProfiles[oid],
});
