import type { Person } from '../core/people.ts';

/**
 * @returns Graph's `licenseDetails` of a person: a Microsoft 365 E5 licence with the Teams service plan, or an empty
 *   list.
 * @see https://learn.microsoft.com/graph/api/user-list-licensedetails
 */
export function createLicenceDetails({ teamsLicence, oid }: Person) {
  if (!teamsLicence) return [];
  return [
    {
      id: `licence-${oid}`,
      skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
      skuPartNumber: 'SPE_E5',
      servicePlans: [
        {
          servicePlanId: '57ff2da0-773e-42df-b2af-ffb7a2317929',
          servicePlanName: 'TEAMS1',
          provisioningStatus: 'Success',
          appliesTo: 'User',
        },
      ],
    },
  ];
}
