import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliDecompressSync, constants, createBrotliCompress } from 'node:zlib';

/** Vite writes this placeholder into the built pages. */
const vitePlaceholder = '__CSP_NONCE__';
/**
 * A nonce is 16 random bytes and two zero bytes in base64url. So the last two of its 24 characters are always `AA`;
 * `compressAroundNonce` says why.
 */
const [randomByteCount, zeroByteCount] = [16, 2];
/** The control characters 1 to 8 and 14 to 27: no page contains them, and between them are tab and line feed. */
const controlCharacters = Array.from({ length: 22 }, (_, index) =>
  String.fromCharCode(index < 8 ? index + 1 : index + 6),
);
/** Stands for the nonce while a page is compressed. It is as long as a nonce, and ends like one. */
const placeholder = `${controlCharacters.join('')}AA`;

/** A built page, from which the service makes each answer without compressing it again. */
export type PageTemplate = Awaited<ReturnType<typeof createPageTemplate>>;

/** @returns a nonce that no other answer gets */
export const createNonce = (): string =>
  Buffer.concat([randomBytes(randomByteCount), Buffer.alloc(zeroByteCount)]).toString('base64url');

/** @param html the built page, with Vite's placeholder for the nonce */
export async function createPageTemplate(html: string) {
  const compressed = await compressAroundNonce(html);
  return {
    /** @returns the page with this nonce, as text */
    fill: (nonce: string): string => fillNonce(html, nonce),
    /** @returns the page with this nonce, compressed with Brotli; null if the page cannot be compressed around a nonce */
    fillCompressed: (nonce: string): Uint8Array<ArrayBuffer> | null =>
      compressed && Buffer.concat([compressed.beforeNonce, Buffer.from(nonce), compressed.afterNonce]),
  };
}

const fillNonce = (html: string, nonce: string): string => html.replaceAll(vitePlaceholder, nonce);

/** Brotli quality, of 11. The code of quality 11 cannot be used with another nonce, and is only 8 % smaller. */
const quality = 9;

/**
 * Compresses a page so that any nonce can be put in later, although the page contains the nonce many times. The nonce
 * stands in the compressed page once, uncompressed, in a block of its own. At all other places the compressed page says
 * "copy the 24 bytes from before", whatever these bytes are. Brotli chooses the code of a byte by the two bytes before it,
 * so all nonces end in the same two characters.
 *
 * @returns the bytes before and after the nonce; null if the result does not decompress to the page, because Brotli has
 *   found another way to code the nonce
 */
async function compressAroundNonce(
  html: string,
): Promise<{ beforeNonce: Buffer; afterNonce: Buffer } | null> {
  const page = Buffer.from(fillNonce(html, placeholder));
  const nonceStart = page.indexOf(placeholder);
  if (nonceStart < 0) return null;
  const encoder = createBrotliCompress({
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: page.length,
    },
  });
  /** Ends the present block, so that the next one begins with a whole byte. @returns the compressed block */
  const compressBlock = async (bytes: Buffer): Promise<Buffer> => {
    encoder.write(bytes);
    await promisify((done: () => void) => encoder.flush(constants.BROTLI_OPERATION_FLUSH, done))();
    return encoder.read() as Buffer;
  };
  const start = await compressBlock(page.subarray(0, nonceStart));
  // The encoder has to see the placeholder, so that it can copy it later. The block itself is replaced.
  await compressBlock(page.subarray(nonceStart, nonceStart + placeholder.length));
  encoder.end(page.subarray(nonceStart + placeholder.length));
  const afterNonce = Buffer.concat(await encoder.toArray());
  const beforeNonce = Buffer.concat([start, createBlockHeader(placeholder.length)]);
  // How a nonce is decoded does not depend on its characters, so what is right for one nonce is right for all.
  const nonce = createNonce();
  const isRight = tryDecompress([beforeNonce, Buffer.from(nonce), afterNonce]) === fillNonce(html, nonce);
  return isRight ? { beforeNonce, afterNonce } : null;
}

/**
 * Creates the header of an uncompressed block ("meta-block" in RFC 7932, section 9.2): a zero bit because it is not the
 * last block, two zero bits for a length of 16 bits, the length minus one, and a one bit for "uncompressed".
 */
function createBlockHeader(length: number): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE(((length - 1) << 3) | (1 << 19), 0, 3);
  return header;
}

function tryDecompress(parts: readonly Buffer[]): string | null {
  try {
    return brotliDecompressSync(Buffer.concat(parts)).toString();
  } catch {
    return null;
  }
}

/** Whether a browser accepts Brotli. @param acceptEncoding the request's header `Accept-Encoding` */
export const acceptsBrotli = (acceptEncoding = ''): boolean =>
  acceptEncoding.split(',').some((coding) => /^\s*br\s*(?:;\s*q=(?!0(\.0*)?\s*$)|$)/.test(coding));
