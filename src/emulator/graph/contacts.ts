import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { createContact, seededContacts } from './contactSeed.ts';
import type { AuthenticateCaller } from './authenticateCaller.ts';
import { GraphError } from './graphError.ts';
import { createODataContext, createPage, rejectUnknownOptions, selectProperties } from './odata.ts';

/**
 * Creates the route of the caller's Outlook contacts. Every person of the seed has the same contacts. The route refuses
 * `$filter`: Graph filters contacts by e-mail addresses only, so a client that looks for a number reads all contacts.
 * @see https://learn.microsoft.com/graph/api/user-list-contacts
 */
export function createContactRoutes(authenticateCaller: AuthenticateCaller): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.get('/v1.0/me/contacts', async (c) => {
    const caller = await authenticateCaller(c, 'outlook', 'Contacts.Read');
    rejectUnknownOptions(c, '$select', '$top', '$orderby', '$skiptoken');
    const orderBy = c.req.query('$orderby');
    if (orderBy && orderBy !== 'displayName') {
      throw new GraphError(400, 'BadRequest', `Sorting by ${orderBy} is not supported.`);
    }
    // The seeded contacts are in the order of their display names.
    const contacts = seededContacts.map(createContact);
    const { value, ...next } = createPage(c, contacts, { usual: 10, max: 1000 });
    const selection = c.req.query('$select');
    return c.json({
      '@odata.context': createODataContext(c, `users('${caller.oid}')/contacts`, selection),
      ...next,
      value: value.map((contact) => selectProperties(contact, selection, 'contact', [])),
    });
  });
  return app;
}
