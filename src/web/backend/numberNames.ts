import * as z from 'zod/mini';
import { toSingleLine } from '../base/toSingleLine.ts';
import type { NumberNameSources, OutlookContact } from '../people/numberNames.ts';
import { createBatchedGet } from './batch.ts';
import { readBody, type Graph, optionalText } from './graph.ts';

const numberList = z.nullish(z.array(z.string()));
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
/** The longest name that the app shows. */
const maxCharacters = 120;

/**
 * Creates the function that reads the user's Outlook contacts (5,000 at most), because Graph cannot filter them by phone number.
 * @param endpoint the address of Graph, with which the addresses of further pages begin
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
      const answer = await readBody(await graph(path, { scopes }), ContactPage);
      // A text says why there is no page.
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
  const [personName = '', company = ''] = [displayName, companyName].map((text) =>
    toSingleLine(text ?? '', maxCharacters),
  );
  const name = personName || company;
  const numbers = [...(businessPhones ?? []), mobilePhone ?? '', ...(homePhones ?? [])].filter(Boolean);
  return name && numbers.length > 0 ? [{ name, company: (personName && company) || null, numbers }] : [];
}

const Users = z.object({ value: z.array(z.object({ id: z.string(), displayName: z.string() })) });

/**
 * Creates the function that finds the colleague to whom a phone number belongs, whichever usual spelling the directory has.
 * @param scopes must include `User.Read.All`
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function createNumberOwnerSource(graph: Graph, scopes: string[]): NumberNameSources['findColleague'] {
  // Graph demands this header, and `$count`, for a filter by `mobilePhone`.
  const get = createBatchedGet(graph, scopes, { headers: { consistencylevel: 'eventual' } });
  return async (spellings) => {
    const users = Users.safeParse((await get(toUrl(spellings)))?.body);
    const user = users.data?.value[0];
    return user ? { oid: user.id.toLowerCase(), name: toSingleLine(user.displayName, maxCharacters) } : null;
  };
}

function toUrl(spellings: readonly string[]): string {
  // In a filter, two quotes stand for one.
  const quoted = spellings.map((spelling) => `'${spelling.replaceAll("'", "''")}'`);
  const filter = quoted
    .flatMap((text) => [`businessPhones/any(p:p eq ${text})`, `mobilePhone eq ${text}`])
    .join(' or ');
  return `/users?$count=true&$top=1&$select=id,displayName&$filter=${encodeURIComponent(filter)}`;
}
