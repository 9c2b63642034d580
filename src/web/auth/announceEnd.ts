/** How long before Entra wants to see the person again it is said, in milliseconds. */
export const endsSoon = 30 * 60_000;

/**
 * Says once that the sign-in ends soon, and once more after each new one.
 * @param left milliseconds until it ends. @returns the end of watching.
 */
export function announceEnd(left: () => number, onDue: () => void): () => void {
  let isTold = false;
  const look = () => {
    const isDue = left() < endsSoon;
    if (isDue && !isTold) onDue();
    isTold = isDue;
  };
  look();
  // Looked at again and again: a timer over a night's sleep comes late.
  const timer = setInterval(look, 60_000);
  return () => clearInterval(timer);
}
