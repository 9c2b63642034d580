import type { CDPSession } from 'playwright';

/**
 * Asks about the objects of a class that are still reachable in a page.
 * @param prototype an expression, for example `RTCPeerConnection`
 * @param question the source of a function that is given them all
 */
export async function askHeap<T>(cdp: CDPSession, prototype: string, question: string): Promise<T> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: `${prototype}.prototype` });
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
  const answer = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: `function () { return (${question})(this); }`,
    returnByValue: true,
  });
  if (answer.exceptionDetails) throw new Error(`${prototype}: ${answer.exceptionDetails.text}`);
  await cdp.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  return answer.result.value as T;
}

/** Twice: what the first run finalises lets go of more. */
export async function collectGarbage(cdp: CDPSession): Promise<void> {
  for (const _ of [1, 2]) await cdp.send('HeapProfiler.collectGarbage');
}
