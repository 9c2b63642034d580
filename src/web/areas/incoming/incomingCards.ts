/** @param incomingId the SDK's id of the incoming call. @returns the id of the card's element */
export const getCardId = (incomingId: string): string => `incoming-${incomingId}`;

/** Moves the focus to the card of an incoming call. */
export const focusIncomingCard = (incomingId: string): void =>
  document.getElementById(getCardId(incomingId))?.focus();
