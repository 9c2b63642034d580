/** @returns the nonce that the content security policy requires of style elements; `undefined` if the page has none. */
export const readStyleNonce = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
