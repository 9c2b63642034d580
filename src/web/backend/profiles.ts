import * as z from 'zod/mini';
import type { Profiles } from '../people/profiles.ts';
import { sendBatch } from './batch.ts';
import type { Graph } from './graph.ts';
import { optionalText, toText } from './graphText.ts';

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

/**
 * Creates the function that reads a colleague's profile from Microsoft Graph.
 * @param scopes must include `User.Read.All`
 * @see https://learn.microsoft.com/graph/api/user-get and https://learn.microsoft.com/graph/api/user-list-manager
 */
export function createProfileSource(graph: Graph, scopes: string[]): Profiles['find'] {
  return async (oid) => {
    const user = `/users/${encodeURIComponent(oid)}`;
    const [userAnswer, managerAnswer] = await sendBatch(graph, scopes, [
      `${user}?$select=jobTitle,department,officeLocation,companyName,mail,mobilePhone,businessPhones`,
      `${user}/manager?$select=id,displayName`,
    ]);
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
      workNumbers: (businessPhones ?? []).flatMap((text) => toText(text) ?? []),
      mobileNumber: toText(mobilePhone),
      manager: manager.success
        ? { oid: manager.data.id.toLowerCase(), name: toText(manager.data.displayName) ?? manager.data.id }
        : null,
    };
  };
}
