/** @returns the nonce that the Content Security Policy demands of style elements; `undefined` if the page has none */
export const readStyleNonce = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
