import type { EndCode } from './callTypes.ts';

/**
 * How calls end, as "Troubleshooting call end response codes" documents them: 404 is
 * "ensure that the number you're calling exists", 480/10037 "target user didn't have any endpoints registered".
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 */
export const notFound: EndCode = { code: 404, subCode: 0 };
export const noEndpoint: EndCode = { code: 480, subCode: 10037 };
export const unreachable: EndCode = { code: 480, subCode: 10078 };
export const declined: EndCode = { code: 603, subCode: 0 };
export const noAnswer: EndCode = { code: 487, subCode: 10004 };

export const hungUp: EndCode = { code: 0, subCode: 0 };
export const cancelled: EndCode = { code: 487, subCode: 0 };
export const elsewhere: EndCode = { code: 487, subCode: 10003 };
export const allDeclined: EndCode = { code: 487, subCode: 10024 };
/** An invitation that was not made: the call, or somebody's role in it, did not allow it. The emulator's choice. */
export const notAdded: EndCode = { code: 400, subCode: 0 };
export const removed: EndCode = { code: 0, subCode: 5300 };
export const endedForAll: EndCode = { code: 0, subCode: 4097 };
/** "User disconnected from the call abruptly, such as by closing the browser tab". */
export const vanished: EndCode = { code: 0, subCode: 4521 };

/** "Call setup failed" over a media offer that the other side could not process. */
export const mediaRefused: EndCode = { code: 410, subCode: 3111 };
/** Media failed in a call that had it. */
export const mediaLost: EndCode = { code: 410, subCode: 301005 };

/**
 * "Ensure that the call you're joining exists" is 404; Microsoft's UI library knows 5751 as an invalid meeting
 * identifier, and 5854 as access to a meeting denied.
 */
export const noSuchMeeting: EndCode = { code: 404, subCode: 5751 };
export const deniedInLobby: EndCode = { code: 0, subCode: 5854 };
/** "Participant waiting in lobby was removed after lobby inactivity timeout", as Microsoft Graph documents it. */
export const lobbyTimeout: EndCode = { code: 0, subCode: 5855 };
