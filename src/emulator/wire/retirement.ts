/** When Microsoft retires stand-alone Azure Communication Services. */
const retirementDate = '30 September 2028';
/** Microsoft's retirement and breaking changes guide of 18 August 2026. */
export const retirementGuide =
  'https://learn.microsoft.com/azure/communication-services/acs-retirement-and-breaking-changes-guide';

/** The services that the emulator refuses, because Microsoft retires them. */
export const retiredServices = {
  rooms: {
    name: 'ACS Rooms',
    why: `because Microsoft retires ACS Rooms on ${retirementDate}; instead: join a Teams meeting by its link, and create it with Microsoft Graph`,
  },
  chat: {
    name: 'ACS Chat',
    why: `because Microsoft retires ACS Chat on ${retirementDate}; instead: use the chats of Microsoft Graph`,
  },
} as const;
export type RetiredService = keyof typeof retiredServices;
