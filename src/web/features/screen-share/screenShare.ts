import type { RemoteParticipant, TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { fail } from '../../errors/problem.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';

/** Shares the user's screen. The browser asks which screen; if the user cancels, nothing is shared. */
export const screenShare: CallFeature<{ isOn: boolean; availability: Availability }, void> = {
  name: 'screenShare',
  create({ call, tools, watch }) {
    watch(call, 'isScreenSharingOnChanged');
    watch(call, 'remoteParticipantsUpdated');
    return {
      read: () => ({ isOn: call.isScreenSharingOn, availability: readAvailability(call, tools) }),
      async run() {
        if (call.isScreenSharingOn) return call.stopScreenSharing();
        try {
          return await call.startScreenSharing();
        } catch (cause) {
          const error = cause as SharingError;
          if (isSystemRefusal(error)) return fail('screen-not-shared', { cause });
          if (isCancellation(error)) return undefined;
          return translateSdkError(cause, isForbidden(error) ? 'screen-not-allowed' : 'screen-not-shared');
        }
      },
    };
  },
};

function readAvailability(call: TeamsCall, tools: CallTools): Availability {
  // Browsers on phones lack this function.
  if (!('getDisplayMedia' in navigator.mediaDevices)) return 'browser';
  const { remoteParticipants } = call;
  if (remoteParticipants.length > 0 && remoteParticipants.every(isTelephone)) return 'telephone';
  // In a call on hold the SDK refuses to share, with the code 412/41071, although it reports the capability as present.
  const mayAsk = call.state === 'Connected' || call.state === 'InLobby';
  return mayAsk ? checkCapability(call, tools, 'shareScreen') : 'notConnected';
}

const isTelephone = ({ identifier }: RemoteParticipant) => getIdentifierRawId(identifier).startsWith('4:');

/** An error from the browser, without codes, or from the SDK, with codes. */
type SharingError = Error & { readonly code?: unknown; readonly subCode?: unknown };

/** The SDK's subcode of an error that means: the browser did not give the permission. */
const permissionSubCode = 43001;

/** Whether the call's organizer or a policy forbids sharing. In that case the browser was not even asked. */
const isForbidden = ({ code, subCode }: SharingError): boolean =>
  code === 403 && subCode !== permissionSubCode;

/** Whether the system, such as macOS, refused. Chromium throws the same error as for a cancellation, with another message. */
const isSystemRefusal = ({ message }: SharingError): boolean => /by system/i.test(message);

/** Whether the user cancelled the browser's dialog: a `NotAllowedError`, which the SDK may replace with its own error. */
const isCancellation = ({ name, subCode }: SharingError): boolean =>
  name === 'NotAllowedError' || subCode === permissionSubCode;
