/** How long before Entra wants to see the person again it is said, in milliseconds. */
export const endsSoon = 30 * 60_000;

/**
 * Says that the sign-in ends soon when that becomes so, and when it no longer is.
 * @param left milliseconds until it ends. @returns the end of watching.
 */
export function announceEnd(left: () => number, tell: (isDue: boolean) => void): () => void {
  let wasDue = false;
  const look = () => {
    const isDue = left() < endsSoon;
    if (isDue !== wasDue) tell(isDue);
    wasDue = isDue;
  };
  look();
  // Looked at again and again: a timer over a night's sleep comes late.
  const timer = setInterval(look, 60_000);
  return () => clearInterval(timer);
}
