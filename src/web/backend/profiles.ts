import * as z from 'zod/mini';
import { toSingleLine } from '../base/toSingleLine.ts';
import { sendBatch } from './batch.ts';
import type { Graph } from './graph.ts';

/** What the directory says about a colleague's work. An entry that the directory lacks is `null` or missing. */
export interface DirectoryProfile {
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly office: string | null;
  readonly company: string | null;
  readonly email: string | null;
  /** The phone numbers as an administrator typed them. */
  readonly numbers: readonly string[];
  readonly manager: { readonly oid: string; readonly name: string } | null;
}

const optionalText = z.optional(z.nullable(z.string()));
const GraphProfile = z.object({
  jobTitle: optionalText,
  department: optionalText,
  officeLocation: optionalText,
  companyName: optionalText,
  mail: optionalText,
  mobilePhone: optionalText,
  businessPhones: z.optional(z.array(z.string())),
});
const Manager = z.object({ id: z.string(), displayName: optionalText });

/** The longest text of a profile that is shown. */
const maxCharacters = 256;
const toText = (text: string | null | undefined): string | null =>
  toSingleLine(text ?? '', maxCharacters) || null;

/**
 * Creates the function that reads a colleague's profile from Microsoft Graph.
 * @param scopes must include `User.Read.All`
 * @see https://learn.microsoft.com/graph/api/user-get and https://learn.microsoft.com/graph/api/user-list-manager
 */
export function createProfileSource(graph: Graph, scopes: string[]) {
  return async (oid: string): Promise<DirectoryProfile | 'unavailable'> => {
    const user = `/users/${encodeURIComponent(oid)}`;
    const answers = await sendBatch(graph, scopes, [
      `${user}?$select=jobTitle,department,officeLocation,companyName,mail,mobilePhone,businessPhones`,
      `${user}/manager?$select=id,displayName`,
    ]);
    const [userAnswer, managerAnswer] = answers ?? [];
    const parsed = GraphProfile.safeParse(userAnswer?.status === 200 ? userAnswer.body : null);
    if (!parsed.success) return 'unavailable';
    // Graph answers 404 for a person without a manager.
    const manager = Manager.safeParse(managerAnswer?.status === 200 ? managerAnswer.body : null);
    const { jobTitle, department, officeLocation, companyName, mail, mobilePhone, businessPhones } =
      parsed.data;
    return {
      jobTitle: toText(jobTitle),
      department: toText(department),
      office: toText(officeLocation),
      company: toText(companyName),
      email: toText(mail),
      numbers: [...(businessPhones ?? []), mobilePhone].flatMap((text) => toText(text) ?? []),
      manager: manager.success
        ? { oid: manager.data.id.toLowerCase(), name: toText(manager.data.displayName) ?? manager.data.id }
        : null,
    };
  };
}
