import * as z from 'zod/mini';
import type { Profiles } from '../people/profiles.ts';
import { sendBatch } from './batch.ts';
import { type Graph, optionalText, toText } from './graph.ts';

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
 * Creates the function that reads a colleague's profile.
 * @param scopes must include `User.Read.All`
 * @see https://learn.microsoft.com/graph/api/user-list-manager
 */
export function createProfileSource(graph: Graph, scopes: string[]): Profiles['find'] {
  return async (oid) => {
    const userPath = `/users/${encodeURIComponent(oid)}`;
    const [userAnswer, managerAnswer] = await sendBatch(graph, scopes, [
      `${userPath}?$select=${Object.keys(GraphProfile.shape).join(',')}`,
      `${userPath}/manager?$select=id,displayName`,
    ]);
    const parsed = GraphProfile.safeParse(userAnswer?.status === 200 ? userAnswer.body : null);
    if (!parsed.success) return 'unavailable';
    // Graph answers 404 for a person without a manager.
    const manager = Manager.safeParse(managerAnswer?.status === 200 ? managerAnswer.body : null);
    const profile = parsed.data;
    return {
      jobTitle: toText(profile.jobTitle),
      department: toText(profile.department),
      office: toText(profile.officeLocation),
      company: toText(profile.companyName),
      email: toText(profile.mail),
      workNumbers: (profile.businessPhones ?? []).flatMap((text) => toText(text) ?? []),
      mobileNumber: toText(profile.mobilePhone),
      manager: manager.success
        ? { oid: manager.data.id.toLowerCase(), name: toText(manager.data.displayName) ?? manager.data.id }
        : null,
    };
  };
}
