import type * as Real from '@azure/communication-calling';
import { EmuCallAgent } from '../agent/callAgent.ts';
import { EmuIncomingCall } from '../agent/incomingCall.ts';
import { EmuTeamsCallAgent } from '../agent/teamsCallAgent.ts';
import { EmuCall } from '../call/call.ts';
import { EmuDeviceManager } from '../devices/deviceManager.ts';
import { EmuLocalVideoStream } from '../media/localVideoStream.ts';
import { EmuVideoStreamRenderer } from '../media/renderer.ts';
import { isDecided, observer, type PageEntry } from '../base/recording.ts';
import { describeError, describeValue } from './describeValue.ts';

/** A class of the drop-in SDK, the SDK's name for it, and those of its methods that are recorded. */
type RecordedClass<T> = readonly [{ readonly prototype: object }, string, readonly (keyof T & string)[]];
const recorded = <T>(...row: RecordedClass<T>): RecordedClass<unknown> => row as RecordedClass<unknown>;

const recordedClasses = [
  recorded<Real.TeamsCallAgent>(EmuTeamsCallAgent, 'TeamsCallAgent', ['startCall', 'join', 'dispose']),
  recorded<Real.CallAgent>(EmuCallAgent, 'CallAgent', ['startCall', 'join', 'dispose']),
  // The calls of ACS users have the same two classes, and `createRecorded` finds their names.
  recorded<Real.TeamsIncomingCall>(EmuIncomingCall, 'TeamsIncomingCall', ['accept', 'reject']),
  recorded<Real.TeamsCall>(EmuCall, 'TeamsCall', [
    'hangUp',
    'mute',
    'unmute',
    'muteAllRemoteParticipants',
    'muteIncomingAudio',
    'unmuteIncomingAudio',
    'sendDtmf',
    'startVideo',
    'stopVideo',
    'hold',
    'resume',
    'startScreenSharing',
    'stopScreenSharing',
    'startAudio',
    'stopAudio',
    'setConstraints',
    'addParticipant',
    'removeParticipant',
    'dispose',
  ]),
  recorded<Real.DeviceManager>(EmuDeviceManager, 'DeviceManager', [
    'askDevicePermission',
    'getCameras',
    'getMicrophones',
    'getSpeakers',
    'selectMicrophone',
    'selectSpeaker',
  ]),
  recorded<Real.LocalVideoStream>(EmuLocalVideoStream, 'LocalVideoStream', ['switchSource']),
  recorded<Real.VideoStreamRenderer>(EmuVideoStreamRenderer, 'VideoStreamRenderer', [
    'createView',
    'dispose',
  ]),
];

/** How many recorded methods are running. A method that the SDK itself calls meanwhile is not an app's call. */
let depth = 0;

/** Takes an entry. */
type RecordEntry = (entry: PageEntry) => void;

/**
 * Replaces methods of the drop-in SDK's classes by ones that also record their calls. This happens when the page records for the
 * first time, so that a page that never records runs the methods themselves.
 */
export const recordMethods = (record: RecordEntry): void => replaceMethods(recordedClasses, record);

/** Does the same for the class of call clients, which imports this folder's users. */
export function recordClient(clientClass: { readonly prototype: object }, record: RecordEntry): void {
  const methodNames = ['createTeamsCallAgent', 'createCallAgent', 'getDeviceManager', 'dispose'] as const;
  replaceMethods([recorded<Real.CallClient>(clientClass, 'CallClient', methodNames)], record);
}

function replaceMethods(classes: readonly RecordedClass<unknown>[], record: RecordEntry): void {
  for (const [{ prototype }, className, methodNames] of classes) {
    const methods = prototype as { [name: string]: (...args: unknown[]) => unknown };
    for (const methodName of methodNames as readonly string[]) {
      const original = methods[methodName];
      if (original) methods[methodName] = createRecorded([className, methodName], original, record);
    }
  }
}

function createRecorded(
  [className, methodName]: readonly [string, string],
  original: (...args: unknown[]) => unknown,
  record: RecordEntry,
) {
  return function recordedMethod(
    this: { readonly id?: unknown; readonly kind?: unknown },
    ...args: unknown[]
  ): unknown {
    if ((!observer && isDecided) || depth > 0) return original.apply(this, args);
    // Where the SDK has a class for Teams users and one for ACS users, the kind is the class's name.
    const name = `${typeof this.kind === 'string' ? this.kind : className}.${methodName}`;
    const on = typeof this.id === 'string' ? { id: this.id } : {};
    record({ kind: 'call', name, way: 'up', data: { ...on, arguments: describeValue(args) } });
    const startedAt = performance.now();
    const finish = (detail: string, outcome: object) => {
      const durationMs = Math.round(performance.now() - startedAt);
      record({ kind: 'call', name, way: 'down', detail, data: { ...on, ...outcome, durationMs } });
    };
    const finishBadly = (error: unknown) =>
      finish(`failed ${describeError(error)}`, { error: describeValue(error) });
    depth += 1;
    try {
      const result = original.apply(this, args);
      if (result instanceof Promise) {
        result.then((value) => finish('done', { result: describeValue(value) }), finishBadly);
      }
      return result;
    } catch (error) {
      finishBadly(error);
      throw error;
    } finally {
      depth -= 1;
    }
  };
}
