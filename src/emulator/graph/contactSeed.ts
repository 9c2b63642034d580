/** A contact in the emulated address book. Outlook keeps numbers as the user typed them. */
interface SeededContact {
  readonly id: string;
  readonly displayName: string;
  readonly companyName: string;
  readonly jobTitle?: string;
  readonly businessPhones?: readonly string[];
  readonly homePhones?: readonly string[];
  readonly mobilePhone?: string;
  readonly email?: string;
}

/** The contacts that each user has, ordered by display name. */
export const seededContacts: readonly SeededContact[] = [
  {
    id: 'contact-adatum',
    displayName: 'Ana Adatum',
    companyName: 'A. Datum',
    jobTitle: 'Purchasing',
    // The emulated telephone network reports this number as busy.
    mobilePhone: '+14255550101',
    email: 'ana@adatum.example',
  },
  {
    id: 'contact-northwind',
    displayName: 'Nadia Northwind',
    companyName: 'Northwind Traders',
    jobTitle: 'Head of sales',
    // At this number the emulated telephone network answers.
    businessPhones: ['+1 (425) 555-0100'],
    email: 'nadia@northwind.example',
  },
  {
    id: 'contact-proseware',
    displayName: 'Priya Proseware',
    companyName: 'Proseware',
    homePhones: ['+44 20 7946 0958'],
    mobilePhone: '+44 7700 900123',
  },
];

/** @returns a contact as Graph's `contact` resource. @see https://learn.microsoft.com/graph/api/resources/contact */
export function createContact({ id, displayName, companyName, email, ...fields }: SeededContact) {
  const [givenName = '', surname = ''] = displayName.split(' ');
  return {
    id,
    displayName,
    givenName,
    surname,
    companyName,
    jobTitle: fields.jobTitle ?? null,
    department: null,
    officeLocation: null,
    businessPhones: fields.businessPhones ?? [],
    homePhones: fields.homePhones ?? [],
    mobilePhone: fields.mobilePhone ?? null,
    emailAddresses: email ? [{ name: displayName, address: email }] : [],
  };
}
