import type { EndCode } from './callTypes.ts';

/**
 * The end reasons of calls, for the signalling server and the pages. Unless a comment says otherwise, codes and quotations come
 * from this article of Microsoft's.
 * @see
 * https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 */

/** The callee does not exist: "Ensure that the number you're calling exists". */
export const notFound: EndCode = { code: 404, subCode: 0 };
/** The callee has no connected page: "Target user didn't have any endpoints registered". */
export const noEndpoint: EndCode = { code: 480, subCode: 10037 };
/** All of the callee's pages were lost while the call rang there, or a transfer was cancelled. */
export const unreachable: EndCode = { code: 480, subCode: 10078 };
/** The emulator's choice, because Microsoft documents no code for a busy Teams user. */
export const busy: EndCode = { code: 486, subCode: 0 };
/** "The remote PSTN participant was busy". */
export const phoneBusy: EndCode = { code: 486, subCode: 560486 };
export const declined: EndCode = { code: 603, subCode: 0 };
export const noAnswer: EndCode = { code: 487, subCode: 10004 };

export const hungUp: EndCode = { code: 0, subCode: 0 };
/** The caller hung up while the call rang at the callee. */
export const cancelled: EndCode = { code: 487, subCode: 0 };
/** Another page of the user accepted the call. */
export const answeredElsewhere: EndCode = { code: 487, subCode: 10003 };
/** All callees of a group call declined. */
export const allDeclined: EndCode = { code: 487, subCode: 10024 };
/** The emulator's choice, for a call or a transfer whose command the server has refused. */
export const commandRefused: EndCode = { code: 400, subCode: 0 };
/** The emulator's choice, for a call on behalf of a user of another tenant. Microsoft documents no code. */
export const notDelegate: EndCode = { code: 403, subCode: 0 };
/** Another participant removed this participant from the call. */
export const removedByOther: EndCode = { code: 0, subCode: 5300 };
/** A participant ended the call for everyone. */
export const endedForAll: EndCode = { code: 0, subCode: 4097 };
/** "User disconnected from the call abruptly, such as by closing the browser tab". */
export const disconnectedAbruptly: EndCode = { code: 0, subCode: 4521 };

/** "Call setup failed", because a participant's browser refused a session description. */
export const mediaRefused: EndCode = { code: 410, subCode: 3111 };
/** The negotiation of media failed in a connected call. */
export const mediaLost: EndCode = { code: 410, subCode: 301005 };
/** Both sides have agreed on the call, but no media got through in time. */
export const mediaNeverConnected: EndCode = { code: 410, subCode: 301004 };
/** The media stopped during the call, and did not come back in time. "Call dropped due to an unexpected network problem". */
export const mediaNotRestored: EndCode = { code: 410, subCode: 3101 };
/** The connection to the signalling server was lost for too long. */
export const networkLost: EndCode = { code: 490, subCode: 4502 };

/** "Ensure that the call you're joining exists". Microsoft's UI library takes the subcode for an invalid meeting id. */
export const noSuchMeeting: EndCode = { code: 404, subCode: 5751 };
/** The subcode that Microsoft's UI library treats as denied access to a meeting. */
export const deniedInLobby: EndCode = { code: 0, subCode: 5854 };
/** "Participant waiting in lobby was removed after lobby inactivity timeout", as Microsoft Graph documents it. */
export const lobbyTimeout: EndCode = { code: 0, subCode: 5855 };
