import * as z from 'zod/mini';
import { toSingleLine } from '../base/toSingleLine.ts';
import type { NumberNameSources, OutlookContact } from '../people/numberNames.ts';
import { readBody, type Graph, optionalText } from './graph.ts';

const numberList = z.optional(z.nullable(z.array(z.string())));
const GraphContact = z.object({
  displayName: optionalText,
  companyName: optionalText,
  mobilePhone: optionalText,
  businessPhones: numberList,
  homePhones: numberList,
});
const ContactPage = z.object({ '@odata.nextLink': z.optional(z.string()), value: z.array(GraphContact) });

const pageSize = 500;
const maxPages = 10;
/** The longest name that is shown. */
const maxCharacters = 120;

/**
 * Creates the function that reads all Outlook contacts of the user, because Graph cannot filter them by phone number.
 * @param endpoint the address of Graph. The addresses of further pages begin with it
 * @param scopes must include `Contacts.Read`
 * @see https://learn.microsoft.com/graph/api/user-list-contacts
 */
export function createContactSource(
  graph: Graph,
  endpoint: string,
  scopes: string[],
): NumberNameSources['fetchContacts'] {
  return async () => {
    const contacts: OutlookContact[] = [];
    const properties = Object.keys(GraphContact.shape).join(',');
    let path = `/me/contacts?$select=${properties}&$top=${pageSize}`;
    for (let page = 0; page < maxPages && path !== ''; page += 1) {
      // oxlint-disable-next-line no-await-in-loop -- Each page names the address of the next page.
      const answer = await readBody(await graph(path, { scopes }), ContactPage);
      if (typeof answer === 'string') return null;
      contacts.push(...answer.value.flatMap(toContact));
      const nextLink = answer['@odata.nextLink'] ?? '';
      path = nextLink.startsWith(endpoint) ? nextLink.slice(endpoint.length) : '';
    }
    return contacts;
  };
}

/** @returns a list with the contact; an empty list if it lacks a name or a number */
function toContact(contact: z.infer<typeof GraphContact>): OutlookContact[] {
  const { displayName, companyName, businessPhones, mobilePhone, homePhones } = contact;
  const names = [displayName, companyName].map((text) => toSingleLine(text ?? '', maxCharacters));
  const name = names.filter(Boolean).join(', ');
  const numbers = [...(businessPhones ?? []), mobilePhone ?? '', ...(homePhones ?? [])].filter(Boolean);
  return name && numbers.length > 0 ? [{ name, numbers }] : [];
}
