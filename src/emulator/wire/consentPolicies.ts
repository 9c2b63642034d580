/**
 * To which permissions a tenant's users may consent. The tenant's administrators may consent to all of them.
 *
 * - `everything`: all permissions for which Microsoft's reference demands no administrator.
 * - `microsoftDefault`: what Microsoft's managed policy leaves to users. New tenants have this policy.
 * - `lowImpact`: only basic permissions, and only of applications with a verified publisher or of the same tenant.
 * - `nothing`: no permission, not even a plain sign-in.
 */
export const consentPolicies = ['everything', 'microsoftDefault', 'lowImpact', 'nothing'] as const;
export type ConsentPolicy = (typeof consentPolicies)[number];
