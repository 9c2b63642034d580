import type { CDPSession } from 'playwright';

/** Collects garbage twice, because finalizers of the first collection release further objects. */
export async function collectGarbage(cdp: CDPSession): Promise<void> {
  for (const _ of [1, 2]) await cdp.send('HeapProfiler.collectGarbage');
}

/**
 * Counts the objects of a class that are still reachable in a page, including the prototypes of its subclasses.
 * @param className for example `RTCPeerConnection`
 * @param isCounted selects the objects. It runs in the page, so it cannot use variables of the file around it.
 */
export async function countReachable(
  cdp: CDPSession,
  className: string,
  isCounted: (object: never) => boolean = () => true,
): Promise<number> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: `${className}.prototype` });
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
  const count = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: `function () { return this.filter(${String(isCounted)}).length; }`,
    returnByValue: true,
  });
  if (count.exceptionDetails) throw new Error(`${className}: ${count.exceptionDetails.text}`);
  await cdp.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  return count.result.value as number;
}

/** How much media a page holds open. */
export interface OpenMediaCounts {
  /** Peer connections that are not closed. */
  readonly connections: number;
  readonly liveTracks: number;
  /** Audio contexts that are not closed. */
  readonly openAudio: number;
}

/**
 * Counts the media that a page holds open. Call `collectGarbage` first. An object that has a property `constructor` of its own is
 * a prototype, and is not counted.
 */
export async function countOpenMedia(cdp: CDPSession): Promise<OpenMediaCounts> {
  return {
    connections: await countReachable(
      cdp,
      'RTCPeerConnection',
      (object: RTCPeerConnection) =>
        !Object.hasOwn(object, 'constructor') && object.signalingState !== 'closed',
    ),
    liveTracks: await countReachable(
      cdp,
      'MediaStreamTrack',
      (object: MediaStreamTrack) => !Object.hasOwn(object, 'constructor') && object.readyState === 'live',
    ),
    openAudio: await countReachable(
      cdp,
      'AudioContext',
      (object: AudioContext) => !Object.hasOwn(object, 'constructor') && object.state !== 'closed',
    ),
  };
}
