/** How many times the app mutes and unmutes the user within `windowMs`. Users of the SDK saw refusals after 15 changes. */
const maxChanges = 14;
const windowMs = 30_000;

/**
 * Counts how often a call's microphone was muted and unmuted. The service refuses both above a limit that Microsoft does not
 * document.
 * @see https://github.com/Azure/azure-sdk-for-js/issues/29391
 */
export function createMuteBudget() {
  /** In milliseconds since 1970, oldest first. */
  let changeTimes: readonly number[] = [];
  const readRecentTimes = () => {
    const windowStart = Date.now() - windowMs;
    changeTimes = changeTimes.filter((at) => at > windowStart);
    return changeTimes;
  };
  return {
    recordChange(): void {
      changeTimes = [...readRecentTimes(), Date.now()];
    },
    /** @returns the milliseconds after which the user can be unmuted and then muted again; 0 if that is possible now */
    findWaitMs(): number {
      // The second change that the budget must still have is the mute, which must never wait.
      const expiringTime = readRecentTimes().at(-(maxChanges - 1));
      return expiringTime === undefined ? 0 : Math.max(1, expiringTime + windowMs - Date.now());
    },
  };
}
