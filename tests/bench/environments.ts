export const noThrottle = {
  name: 'no throttle',
  /** Milliseconds from a request to the beginning of its answer. */
  latencyMs: 0,
  /** -1 for no limit. */
  bytesPerSecond: -1,
  /** How many times slower the processor is. */
  slowdown: 1,
};
export type Environment = Readonly<typeof noThrottle>;

export const environments: readonly Environment[] = [
  noThrottle,
  { name: '4G', latencyMs: 170, bytesPerSecond: 9_000_000 / 8, slowdown: 4 },
];

/** Sends a command to a page or a worker through the inspector's protocol. */
export type Send = (method: string, params: object) => Promise<object>;

/** Gives a page or a worker the network of an environment. */
export async function setNetwork(send: Send, { latencyMs, bytesPerSecond }: Environment): Promise<void> {
  await send('Network.enable', {});
  await send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}

/** Gives a page the network and the processor of an environment. */
export async function setEnvironment(send: Send, environment: Environment): Promise<void> {
  await setNetwork(send, environment);
  await send('Emulation.setCPUThrottlingRate', { rate: environment.slowdown });
}
