import type { EndCode } from './callTypes.ts';

/**
 * The end reasons of calls, as "Troubleshooting call end response codes" documents them, unless said otherwise. The code
 * that ends a call uses these constants: `signalling/calls/endReason.ts` decides for the last participant,
 * `signalling/ringing/` for invitations, `signalling/commands/` and `signalling/calls/` for the rest.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 */

/** "Ensure that the number you're calling exists". */
export const notFound: EndCode = { code: 404, subCode: 0 };
/** "Target user didn't have any endpoints registered". */
export const noEndpoint: EndCode = { code: 480, subCode: 10037 };
/** All endpoints of the callee were lost while they rang. */
export const unreachable: EndCode = { code: 480, subCode: 10078 };
/** The emulator's choice: Microsoft documents no code for a busy Teams user. */
export const busy: EndCode = { code: 486, subCode: 0 };
/** "The remote PSTN participant was busy". */
export const phoneBusy: EndCode = { code: 486, subCode: 560486 };
export const declined: EndCode = { code: 603, subCode: 0 };
export const noAnswer: EndCode = { code: 487, subCode: 10004 };

export const hungUp: EndCode = { code: 0, subCode: 0 };
/** The caller hung up while it rang. */
export const cancelled: EndCode = { code: 487, subCode: 0 };
/** Another endpoint of the user accepted the call. */
export const elsewhere: EndCode = { code: 487, subCode: 10003 };
/** All callees of a group call declined. */
export const allDeclined: EndCode = { code: 487, subCode: 10024 };
/** The emulator's choice, for an invitation that the call or the inviter's role does not allow. */
export const notAdded: EndCode = { code: 400, subCode: 0 };
export const removed: EndCode = { code: 0, subCode: 5300 };
export const endedForAll: EndCode = { code: 0, subCode: 4097 };
/** "User disconnected from the call abruptly, such as by closing the browser tab". */
export const vanished: EndCode = { code: 0, subCode: 4521 };

/** "Call setup failed", because a participant could not process a media description. */
export const mediaRefused: EndCode = { code: 410, subCode: 3111 };
/** The media of a connected call failed. */
export const mediaLost: EndCode = { code: 410, subCode: 301005 };

/** 404 is "Ensure that the call you're joining exists"; Microsoft's UI library takes 5751 for an invalid meeting id. */
export const noSuchMeeting: EndCode = { code: 404, subCode: 5751 };
/** Microsoft's UI library takes 5854 for denied access to a meeting. */
export const deniedInLobby: EndCode = { code: 0, subCode: 5854 };
/** "Participant waiting in lobby was removed after lobby inactivity timeout", as Microsoft Graph documents it. */
export const lobbyTimeout: EndCode = { code: 0, subCode: 5855 };
