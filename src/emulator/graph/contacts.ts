import { Hono } from 'hono';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorEnv } from '../http/env.ts';
import type { Contact } from '../core/directory.ts';
import type { AuthenticateCaller, GraphOptions } from './authenticateCaller.ts';
import { GraphError } from './graphError.ts';
import {
  createODataContext,
  createPage,
  listAnswer,
  pageOptions,
  rejectUnknownOptions,
  selectProperties,
} from './odata.ts';

/** @returns a contact as Graph's `contact` resource. @see https://learn.microsoft.com/graph/api/resources/contact */
function createContact({ id, displayName, companyName, jobTitle, email, ...numbers }: Contact) {
  const [givenName = '', surname = ''] = displayName.split(' ');
  const { businessPhones, homePhones, mobilePhone } = numbers;
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
 * Creates the route of the caller's Outlook contacts. The route refuses
 * `$filter`: Graph filters contacts by e-mail addresses only, so a client that looks for a number reads all contacts.
 * @see https://learn.microsoft.com/graph/api/user-list-contacts
 */
export function createContactRoutes(
  authenticateCaller: AuthenticateCaller,
  { directory }: Pick<GraphOptions, 'directory'>,
): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  addRoute(app, 'GET', '/v1.0/me/contacts', {
    summary: "Lists the caller's Outlook contacts.",
    query: { $orderby: '`displayName`', ...pageOptions },
    answer: listAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'outlook', 'Contacts.Read');
      rejectUnknownOptions(c, '$select', '$top', '$orderby', '$skiptoken');
      const orderBy = c.req.query('$orderby');
      if (orderBy && orderBy !== 'displayName') {
        throw new GraphError(400, 'BadRequest', `Sorting by ${orderBy} is not supported.`);
      }
      // The contacts of the directory are in the order of their display names.
      const contacts = directory.contacts
        .filter(({ ownerOid }) => ownerOid === null || ownerOid === caller.oid)
        .map(createContact);
      const { value, ...next } = createPage(c, contacts, { usual: 10, max: 1000 });
      const selection = c.req.query('$select');
      return c.json({
        '@odata.context': createODataContext(c, `users('${caller.oid}')/contacts`, selection),
        ...next,
        value: value.map((contact) => selectProperties(contact, selection, 'contact', [])),
      });
    },
  });
  return app;
}
