import { addRoute } from '../http/addRoute.ts';
import type { Contact } from '../core/directory.ts';
import type { GraphContext } from './authenticateCaller.ts';
import { checkMailboxOptions, listAnswer, pageOptions, sendMailboxPage } from './odata.ts';

/** @returns Graph's resource `contact`. @see https://learn.microsoft.com/graph/api/resources/contact */
function createContact(contact: Contact) {
  const { id, displayName, companyName, jobTitle, businessPhones, homePhones, mobilePhone, email } = contact;
  const [givenName = '', surname = ''] = displayName.split(' ');
  return {
    id,
    displayName,
    givenName,
    surname,
    companyName,
    jobTitle,
    department: null,
    officeLocation: null,
    businessPhones,
    homePhones,
    mobilePhone,
    emailAddresses: email === null ? [] : [{ name: displayName, address: email }],
  };
}

/**
 * Adds the route of the caller's Outlook contacts. It refuses `$filter`, because Graph cannot filter contacts by number.
 * @see https://learn.microsoft.com/graph/api/user-list-contacts
 */
export function addContactRoutes({ app, authenticateCaller, directory }: GraphContext): void {
  addRoute(app, 'GET', '/v1.0/me/contacts', {
    summary: "Lists the caller's Outlook contacts.",
    query: { $orderby: '`displayName`', ...pageOptions },
    answer: listAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'outlook', 'Contacts.Read');
      checkMailboxOptions(c, 'displayName');
      // The directory's contacts are in the order of their display names. Without an owner, a contact is everyone's.
      const contacts = directory.contacts
        .filter(({ ownerOid }) => ownerOid === null || ownerOid === caller.oid)
        .map(createContact);
      return sendMailboxPage(c, `users('${caller.oid}')/contacts`, contacts, 'contact');
    },
  });
}
