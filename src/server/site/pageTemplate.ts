import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliDecompressSync, constants, createBrotliCompress } from 'node:zlib';

/** Vite writes this placeholder into the built pages. */
const vitePlaceholder = '__CSP_NONCE__';
/** 22 different characters that no page contains: control characters without tab and line breaks. */
const controlCharacters = [1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];
/** Stands for the nonce while a page is compressed. It is as long as a nonce (24 characters), and ends like one. */
const placeholder = `${String.fromCharCode(...controlCharacters)}AA`;

/** A built page, from which the service makes each answer without compressing it again. */
export type PageTemplate = Awaited<ReturnType<typeof createPageTemplate>>;

/**
 * @returns a nonce that no other answer gets: 16 random bytes and two zero bytes in base64url. So the last two of its 24
 *   characters are always `AA`; `compressAroundNonce` says why
 */
export const createNonce = (): string =>
  Buffer.concat([randomBytes(16), Buffer.alloc(2)]).toString('base64url');

/** @param html the built page, with Vite's placeholder for the nonce */
export async function createPageTemplate(html: string) {
  const compressed = await compressAroundNonce(html);
  return {
    fill: (nonce: string): string => fillNonce(html, nonce),
    /** @returns the page with this nonce, compressed with Brotli; null if the page cannot be compressed around a nonce */
    fillCompressed: (nonce: string): Uint8Array<ArrayBuffer> | null =>
      compressed && Buffer.concat([compressed.beforeNonce, Buffer.from(nonce), compressed.afterNonce]),
  };
}

const fillNonce = (html: string, nonce: string): string => html.replaceAll(vitePlaceholder, nonce);

/** The Brotli quality, at most 11. A page compressed with quality 11 fits only one nonce, and is just 8 % smaller. */
const quality = 9;

/**
 * Compresses a page so that any nonce can be put in later, although the page contains the nonce many times. The compressed
 * page contains the nonce once, uncompressed, in a block of its own. At all other places it says "copy the earlier 24 bytes".
 * Brotli chooses the code of a byte by the two bytes before it, so all nonces end in the same two characters.
 *
 * @returns the bytes before and after the nonce; null for a page without a nonce, or if Brotli has coded the nonce in another
 *   way
 */
async function compressAroundNonce(html: string) {
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
  /** Compresses bytes as a block of their own, so that the next block begins with a whole byte. */
  const compressBlock = async (bytes: Buffer): Promise<Buffer> => {
    encoder.write(bytes);
    await promisify((done: () => void) => encoder.flush(constants.BROTLI_OPERATION_FLUSH, done))();
    // After the flush, the output of the whole block is there.
    return encoder.read() as Buffer;
  };
  const start = await compressBlock(page.subarray(0, nonceStart));
  // The encoder has to see the placeholder, so that later blocks can copy it. A nonce takes the place of this block.
  await compressBlock(page.subarray(nonceStart, nonceStart + placeholder.length));
  encoder.end(page.subarray(nonceStart + placeholder.length));
  const afterNonce = Buffer.concat(await encoder.toArray());
  const beforeNonce = Buffer.concat([start, createBlockHeader(placeholder.length)]);
  // Decoding does not depend on the characters of the nonce, so what is right for one nonce is right for all.
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

/** @param acceptEncoding the header `Accept-Encoding` @returns whether it allows Brotli; `br;q=0` refuses it */
export const acceptsBrotli = (acceptEncoding = ''): boolean =>
  acceptEncoding.split(',').some((coding) => /^\s*br\s*(?:;\s*q=(?!0(\.0*)?\s*$)|$)/.test(coding));
